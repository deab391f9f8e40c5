package dev.sluice.node.facts;

import dev.sluice.resp.RespValue;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** ACL LIST's lines of {@code user NAME on|off ...}. What follows there are hashes of passwords: nothing of it is kept. */
final class AclUsers {
    private static final int NAME = 1;

    private AclUsers() {}

    static Set<String> enabled(RespValue list) {
        Set<String> names = new TreeSet<>();
        for (RespValue user : list.elements()) {
            List<String> words = Arrays.asList(user.text().split(" ", -1));
            if (words.size() > NAME && words.contains("on")) {
                names.add(words.get(NAME));
            }
        }
        return names;
    }
}
