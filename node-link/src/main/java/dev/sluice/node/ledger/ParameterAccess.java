package dev.sluice.node.ledger;

import dev.sluice.node.control.NodeCallException;
import dev.sluice.node.control.NodeControlClient;
import java.util.Map;

/** Reading and setting the parameters of one node: what the ledger needs of a {@link NodeControlClient}. */
interface ParameterAccess {
    Map<String, String> get(String... parameters) throws NodeCallException;

    void set(String parameter, String value) throws NodeCallException;

    static ParameterAccess of(NodeControlClient client) {
        return new ParameterAccess() {
            @Override
            public Map<String, String> get(String... parameters) throws NodeCallException {
                return client.configGet(parameters);
            }

            @Override
            public void set(String parameter, String value) throws NodeCallException {
                client.configSet(parameter, value);
            }
        };
    }
}
