package dev.sluice.it.transparency;

/**
 * Where the two worlds were found to differ.
 *
 * @param step index of the step after which it was seen
 * @param direct what the server told its client, readable
 * @param proxied what Sluice told its client
 */
record Difference(int step, int connection, String direct, String proxied) {

    @Override
    public String toString() {
        return "after step " + step + " on connection c" + connection + "\n  direct:  " + direct + "\n  through: "
                + proxied;
    }
}
