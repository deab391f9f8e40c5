package dev.sluice.demo.screen;

import dev.sluice.demo.screen.Board.View;

/** Shows views of a board, one after the other. */
interface Screen {
    void show(View view);

    /** Shows the last view and leaves the output ready for what follows. */
    void end(View view);
}
