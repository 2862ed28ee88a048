package play;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The calls of one library: bodies and answers as JSON has them, refusals as its own exceptions. */
public interface Library {
    String name();

    Map<String, Object> createClient(Map<String, Object> body) throws Exception;

    Map<String, Object> getClient(String id) throws Exception;

    Map<String, Object> updateClient(String id, Map<String, Object> change) throws Exception;

    void deleteClient(String id) throws Exception;

    Map<String, Object> rotateSecret(String id) throws Exception;

    /** All client ids, read page by page, and the total. */
    Paged clientPages(int perPage) throws Exception;

    /** All ids of a list that is read by checkpoints: of clients, or else of client grants. */
    Checkpoints checkpoints(int take) throws Exception;

    Map<String, Object> createCredential(String clientId, Map<String, Object> body) throws Exception;

    List<Map<String, Object>> listCredentials(String clientId) throws Exception;

    void deleteCredential(String clientId, String id) throws Exception;

    Map<String, Object> createApi(Map<String, Object> body) throws Exception;

    Map<String, Object> getApi(String idOrIdentifier) throws Exception;

    Map<String, Object> updateApi(String id, Map<String, Object> change) throws Exception;

    void deleteApi(String id) throws Exception;

    Map<String, Object> createGrant(Map<String, Object> body) throws Exception;

    Map<String, Object> updateGrant(String id, Map<String, Object> change) throws Exception;

    void deleteGrant(String id) throws Exception;

    List<Map<String, Object>> logEvents(String query) throws Exception;

    Token tokenBySecret(String clientId, String secret, String audience) throws Exception;

    Token tokenByAssertion(String clientId, Key key, String audience) throws Exception;

    /** The claims of a token, checked with the published keys: algorithm, issuer, audience, expiry. */
    Map<String, Object> verify(String token, String audience) throws Exception;

    /** The same library, calling the Management API with this token. */
    Library asBearer(String token) throws Exception;

    /** What the library's exception says; throws what is none of its own. */
    Refusal managementRefusal(Exception thrown) throws Exception;

    Refusal tokenRefusal(Exception thrown) throws Exception;

    record Paged(List<String> ids, int total) {}

    record Checkpoints(boolean ofClients, List<String> ids) {}

    record Token(String accessToken, String type, long expiresIn, Set<String> scopes) {}
}
