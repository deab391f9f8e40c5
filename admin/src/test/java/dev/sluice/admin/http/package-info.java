/** Tests of the HTTP port, over embedded channels. */
@NullMarked
package dev.sluice.admin.http;

import org.jspecify.annotations.NullMarked;
