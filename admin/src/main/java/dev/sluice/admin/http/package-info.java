/**
 * The HTTP port: metrics, health and the status as JSON. A request becomes a {@link dev.sluice.admin.http.Query}, the
 * {@link dev.sluice.admin.http.Router} answers it on a worker, and the {@link dev.sluice.admin.http.HttpReply} goes back.
 */
@NullMarked
package dev.sluice.admin.http;

import org.jspecify.annotations.NullMarked;
