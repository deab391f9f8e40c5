package dev.sluice.proxy.lane;

/** Who waits for a shared lane. Called once for each request, on the pool's event loop. */
public interface LaneWaiter {
    /** There is one, or there is none but it may be opened now: look again. */
    void onLaneAvailable();

    /** There is none to be had. */
    void onLaneUnavailable(Throwable cause);
}
