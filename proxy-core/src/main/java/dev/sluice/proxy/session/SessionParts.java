package dev.sluice.proxy.session;

/**
 * What both directions of a session have to do with.
 *
 * @param selves answers that speak of the session
 * @param transaction what is inside MULTI
 * @param blocking the blocking command that has no reply yet
 * @param added what is sent that the client has not sent
 * @param cover whether WAIT speaks of all that the session wrote
 */
record SessionParts(
        SelfReplies selves,
        SessionTransaction transaction,
        SessionBlocking blocking,
        AddedCommands added,
        WriteCover cover) {}
