package dev.sluice.proxy.identity;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lines that real servers wrote, Redis 6.2.7, Redis 7.0.15 and Valkey 8.0.1: of two lanes and of two clients of their own. */
final class ServerReplies {
    static final String REDIS_62_LANE =
            "id=4 addr=127.0.0.1:54956 laddr=127.0.0.1:17921 fd=7 name= age=3 idle=0 flags=N db=0 sub=0 psub=0 multi=-1"
                    + " qbuf=26 qbuf-free=32742 argv-mem=10 obl=0 oll=0 omem=0 tot-mem=49816 events=r cmd=client"
                    + " user=default redir=-1";
    static final String REDIS_62_OTHER =
            "id=13 addr=127.0.0.1:35328 laddr=127.0.0.1:17921 fd=16 name= age=1 idle=1 flags=P db=0 sub=1 psub=0"
                    + " multi=-1 qbuf=0 qbuf-free=0 argv-mem=0 obl=0 oll=0 omem=0 tot-mem=17034 events=r cmd=subscribe"
                    + " user=default redir=-1";
    static final String REDIS_70_LANE =
            "id=4 addr=127.0.0.1:37276 laddr=127.0.0.1:17922 fd=8 name= age=3 idle=0 flags=N db=0 sub=0 psub=0 ssub=0"
                    + " multi=-1 qbuf=26 qbuf-free=16358 argv-mem=10 multi-mem=0 rbs=1024 rbp=273 obl=0 oll=0 omem=0"
                    + " tot-mem=18200 events=r cmd=client|list user=default redir=-1 resp=2";
    static final String REDIS_70_OTHER =
            "id=8 addr=127.0.0.1:37310 laddr=127.0.0.1:17922 fd=12 name= age=3 idle=2 flags=tB db=0 sub=0 psub=0 ssub=0"
                    + " multi=-1 qbuf=0 qbuf-free=16384 argv-mem=0 multi-mem=0 rbs=1024 rbp=145 obl=0 oll=0 omem=0"
                    + " tot-mem=18206 events=r cmd=client|tracking user=default redir=0 resp=3";
    static final String VALKEY_LANE =
            "id=4 addr=127.0.0.1:42056 laddr=127.0.0.1:17923 fd=10 name= age=3 idle=0 flags=N db=0 sub=0 psub=0 ssub=0"
                    + " multi=-1 watch=0 qbuf=0 qbuf-free=0 argv-mem=10 multi-mem=0 rbs=1024 rbp=338 obl=0 oll=0 omem=0"
                    + " tot-mem=1946 events=r cmd=client|list user=default redir=-1 resp=2 lib-name=jedis lib-ver="
                    + " tot-net-in=289 tot-net-out=651 tot-cmds=8";
    /** Another lane, in MULTI with a watched key. */
    static final String VALKEY_OWN_LANE =
            "id=9 addr=127.0.0.1:42102 laddr=127.0.0.1:17923 fd=15 name= age=3 idle=2 flags=x db=3 sub=0 psub=0 ssub=0"
                    + " multi=1 watch=1 qbuf=0 qbuf-free=0 argv-mem=0 multi-mem=128 rbs=1024 rbp=9 obl=0 oll=0 omem=0"
                    + " tot-mem=2176 events=r cmd=set user=default redir=-1 resp=2 lib-name= lib-ver= tot-net-in=188"
                    + " tot-net-out=24 tot-cmds=3";

    static final String VALKEY_OTHER =
            "id=12 addr=127.0.0.1:42124 laddr=127.0.0.1:17923 fd=17 name= age=0 idle=0 flags=reT db=0 sub=0 psub=0"
                    + " ssub=0 multi=-1 watch=0 qbuf=0 qbuf-free=0 argv-mem=0 multi-mem=0 rbs=1024 rbp=0 obl=0 oll=0"
                    + " omem=0 tot-mem=1920 events=r cmd=readonly user=default redir=-1 resp=2 lib-name= lib-ver="
                    + " tot-net-in=94 tot-net-out=15 tot-cmds=3";
    static final String VALKEY_SUBSCRIBER =
            "id=6 addr=127.0.0.1:42078 laddr=127.0.0.1:17923 fd=12 name= age=3 idle=2 flags=P db=0 sub=2 psub=0 ssub=0"
                    + " multi=-1 watch=0 qbuf=0 qbuf-free=0 argv-mem=0 multi-mem=0 rbs=1024 rbp=60 obl=0 oll=0 omem=0"
                    + " tot-mem=2000 events=r cmd=subscribe user=default redir=-1 resp=2 lib-name= lib-ver="
                    + " tot-net-in=33 tot-net-out=60 tot-cmds=1";

    static final String HELLO_2 =
            "*14\r\n$6\r\nserver\r\n$5\r\nredis\r\n$7\r\nversion\r\n$5\r\n6.2.7\r\n$5\r\nproto\r\n:2\r\n"
                    + "$2\r\nid\r\n:4\r\n$4\r\nmode\r\n$10\r\nstandalone\r\n$4\r\nrole\r\n$6\r\nmaster\r\n$7\r\nmodules\r\n*0\r\n";
    static final String HELLO_3 =
            "%7\r\n$6\r\nserver\r\n$6\r\nvalkey\r\n$7\r\nversion\r\n$5\r\n8.0.1\r\n$5\r\nproto\r\n:3\r\n"
                    + "$2\r\nid\r\n:5\r\n$4\r\nmode\r\n$10\r\nstandalone\r\n$4\r\nrole\r\n$6\r\nmaster\r\n$7\r\nmodules\r\n*0\r\n";
    static final String TRACKING_INFO_2 =
            "*6\r\n$5\r\nflags\r\n*1\r\n$2\r\non\r\n$8\r\nredirect\r\n:14\r\n$8\r\nprefixes\r\n*0\r\n";
    static final String TRACKING_INFO_3 =
            "%3\r\n$5\r\nflags\r\n~2\r\n$2\r\non\r\n$5\r\nbcast\r\n$8\r\nredirect\r\n:14\r\n$8\r\nprefixes\r\n*1\r\n$0\r\n\r\n";
    /** CLIENT LIST ID of an id that nobody has. */
    static final String EMPTY_2 = "$0\r\n\r\n";

    static final String EMPTY_3 = "=4\r\ntxt:\r\n";

    private ServerReplies() {}

    static byte[] bytes(String reply) {
        return reply.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] reply) {
        return new String(reply, StandardCharsets.UTF_8);
    }

    /** As RESP2 has it. */
    static String bulk(String... lines) {
        String content = content(lines);
        return "$" + bytes(content).length + "\r\n" + content + "\r\n";
    }

    /** As RESP3 has it. */
    static String verbatim(String... lines) {
        String content = "txt:" + content(lines);
        return "=" + bytes(content).length + "\r\n" + content + "\r\n";
    }

    private static String content(String... lines) {
        return String.join("", List.of(lines).stream().map(line -> line + "\n").toList());
    }
}
