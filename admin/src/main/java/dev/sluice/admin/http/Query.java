package dev.sluice.admin.http;

/**
 * What is asked for.
 *
 * @param path as sent, without the query string: compared as it is, so there is nothing to climb out of
 * @param accept the Accept header, empty when there is none
 * @param authorization the Authorization header, empty when there is none
 */
record Query(String method, String path, String accept, String authorization) {

    /** Without the authorization: it holds the password. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
