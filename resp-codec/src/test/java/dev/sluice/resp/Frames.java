package dev.sluice.resp;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** One sample or more of every kind of frame, shared by the tests. */
final class Frames {
    static final List<String> REQUESTS = List.of(
            "*1\r\n$4\r\nPING\r\n",
            "*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$5\r\nvalue\r\n",
            "*2\r\n$4\r\nECHO\r\n$0\r\n\r\n",
            "*2\r\n$4\r\nECHO\r\n$4\r\n\r\n\r\n\r\n",
            "*6\r\n$4\r\nMSET\r\n$1\r\na\r\n$1\r\nb\r\n$1\r\nc\r\n$12\r\n0123456789ab\r\n$1\r\nd\r\n",
            "*0\r\n",
            "*-1\r\n",
            "*-10\r\n",
            "\r\n",
            "\n",
            "   \r\n",
            "PING\r\n",
            "PING\n",
            " set  key\t\"a \\x41\\n\\\"b\" 'it\\'s \\n' x\"y z\"\r\n");

    static final List<String> REPLIES = List.of(
            "+OK\r\n",
            "+\r\n",
            "-ERR unknown command\r\n",
            ":12345\r\n",
            ":-1\r\n",
            "$5\r\nhello\r\n",
            "$0\r\n\r\n",
            "$-1\r\n",
            "$6\r\na\r\nb\r\n\r\n",
            "*-1\r\n",
            "*0\r\n",
            "*3\r\n:1\r\n$3\r\nfoo\r\n*2\r\n+a\r\n*0\r\n",
            "_\r\n",
            "#t\r\n",
            "#f\r\n",
            ",3.25\r\n",
            ",-inf\r\n",
            "(3492890328409238509324850943850943825024385\r\n",
            "!21\r\nSYNTAX invalid syntax\r\n",
            "=15\r\ntxt:Some string\r\n",
            "%2\r\n+first\r\n:1\r\n+second\r\n*1\r\n_\r\n",
            "%0\r\n",
            "~3\r\n+a\r\n+b\r\n:3\r\n",
            "|1\r\n+ttl\r\n:3600\r\n*2\r\n|0\r\n:1\r\n|1\r\n+k\r\n+v\r\n:2\r\n",
            ">3\r\n+message\r\n+ch\r\n$2\r\nhi\r\n",
            ">0\r\n",
            "$?\r\n;4\r\nHell\r\n;1\r\no\r\n;0\r\n",
            "$?\r\n;0\r\n",
            "*?\r\n:1\r\n*?\r\n.\r\n$?\r\n;2\r\nab\r\n;0\r\n.\r\n",
            "~?\r\n+a\r\n.\r\n",
            "%?\r\n+a\r\n:1\r\n+b\r\n%?\r\n.\r\n.\r\n",
            "%1\r\n~1\r\n%1\r\n*1\r\n*0\r\n_\r\n|1\r\n+x\r\n+y\r\n#t\r\n");

    private Frames() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
