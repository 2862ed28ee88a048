package play;

import static play.Play.has;
import static play.Play.same;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The life of a client, as any library plays it. */
public final class Life {
    private static final Refusal REFUSED_SECRET = new Refusal(401, "access_denied", "Unauthorized");
    private static final Refusal REFUSED_ASSERTION =
            new Refusal(401, "invalid_client", "The client assertion was not accepted.");
    private static final Refusal NO_CLIENT =
            new Refusal(404, "inexistent_client", "The client does not exist");

    private final Library library;
    private final Key key;
    private final Map<String, Object> client = new HashMap<>();
    private Map<String, Object> credential;
    private Map<String, Object> api;
    private Map<String, Object> grant;
    private String token;

    private Life(Library library) throws Exception {
        this.library = library;
        this.key = Key.generate();
    }

    public static void play(Library library) throws Exception {
        Play.all(new Life(library).operations());
    }

    private Map<String, Play.Operation> operations() {
        Map<String, Play.Operation> all = new LinkedHashMap<>();
        all.put("create a client", this::createClient);
        all.put("give it a public key", this::createCredential);
        all.put("a token by assertion is refused before the key is enabled", this::assertionBeforeEnabling);
        all.put("create an API with scopes", this::createApi);
        all.put("a token is refused without a grant", this::tokenWithoutGrant);
        all.put("grant the API to the client", this::createGrant);
        all.put("token by secret", this::tokenBySecret);
        all.put("verify the token with the published keys", () -> check(token, "read:events"));
        all.put("rotate the secret: the new one works, the old one is refused", this::rotateSecret);
        all.put("enable the key", this::enableKey);
        all.put("token by assertion", () -> check(ask(this::byAssertion, "read:events"), "read:events"));
        all.put(
                "a token by secret is refused from then on",
                () -> tokenRefused(REFUSED_SECRET, this::bySecret, identifier()));
        all.put("go back to a secret", this::goBackToSecret);
        all.put("list by page, with totals", this::listByPage);
        all.put("list by checkpoint", this::listByCheckpoint);
        all.put("change a client", this::changeClient);
        all.put("null takes a property away", this::nullTakesAway);
        all.put("change the scopes of the API and of the grant", this::changeScopes);
        all.put("read the log", this::readLog);
        all.put("errors of the Management API: 400, 401, 403, 404, 409", this::managementErrors);
        all.put("errors of the token endpoint", this::tokenErrors);
        all.put("delete the key, the grant, the API and the client", this::deleteAll);
        return all;
    }

    private void createClient() throws Exception {
        Map<String, Object> body = new HashMap<>(Map.of(
                "name", Play.unique(library.name()),
                "description", "plays its life",
                "app_type", "non_interactive",
                "grant_types", List.of("client_credentials"),
                "callbacks", List.of("https://app.example/callback"),
                "client_metadata", Map.of("team", "calendar", "stage", "test")));
        client.putAll(library.createClient(body));
        same("the length of the secret", secret().length(), 64);
        body.put("client_secret", Server.SECRETS_ARE_READABLE ? secret() : null);
        has("the client", library.getClient(id()), body);
    }

    private void createCredential() throws Exception {
        credential = library.createCredential(id(), Map.of(
                "name", "first key", "credential_type", "public_key", "alg", "RS256", "pem", key.publicPem()));
        has("the key", credential, Map.of("name", "first key", "alg", "RS256"));
        List<Map<String, Object>> listed = library.listCredentials(id());
        same("the number of keys", listed.size(), 1);
        has("the key in the list", listed.get(0), Map.of("id", credential.get("id"), "kid", credential.get("kid")));
    }

    private void assertionBeforeEnabling() throws Exception {
        tokenRefused(REFUSED_ASSERTION, this::byAssertion, Server.MANAGEMENT_AUDIENCE);
    }

    private void createApi() throws Exception {
        Map<String, Object> body = new HashMap<>(Map.of(
                "name", Play.unique("Calendar"),
                "identifier", "https://" + Play.unique("calendar") + ".example/",
                "token_lifetime", 3600,
                "scopes", List.of(scope("read:events", "Read events"), scope("create:events", "Create events"))));
        api = library.createApi(body);
        body.put("signing_alg", "RS256");
        for (String name : List.of((String) api.get("id"), identifier())) has("the API", library.getApi(name), body);
    }

    private void tokenWithoutGrant() throws Exception {
        String text = "Client is not authorized to access \"" + identifier() + "\". "
                + "You need to create a \"client-grant\" associated to this API. "
                + "See: https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants";
        tokenRefused(new Refusal(403, "access_denied", text), this::bySecret, identifier());
    }

    private void createGrant() throws Exception {
        Map<String, Object> body =
                Map.of("client_id", id(), "audience", identifier(), "scope", List.of("read:events"));
        grant = library.createGrant(body);
        has("the grant", grant, body);
    }

    private void tokenBySecret() throws Exception {
        token = ask(this::bySecret, "read:events");
    }

    private void rotateSecret() throws Exception {
        String old = secret();
        client.putAll(library.rotateSecret(id()));
        check(ask(this::bySecret, "read:events"), "read:events");
        tokenRefused(REFUSED_SECRET, audience -> library.tokenBySecret(id(), old, audience), identifier());
    }

    private void enableKey() throws Exception {
        Map<String, Object> change = new HashMap<>();
        change.put("client_authentication_methods", methods());
        change.put("token_endpoint_auth_method", null);
        library.updateClient(id(), change);
        shows(Map.of("client_authentication_methods", methods()));
    }

    private Map<String, Object> methods() {
        return Map.of("private_key_jwt", Map.of("credentials", List.of(Map.of("id", credential.get("id")))));
    }

    private void goBackToSecret() throws Exception {
        Map<String, Object> change = new HashMap<>();
        change.put("client_authentication_methods", null);
        change.put("token_endpoint_auth_method", "client_secret_post");
        library.updateClient(id(), change);
        shows(change);
        check(ask(this::bySecret, "read:events"), "read:events");
        tokenRefused(REFUSED_ASSERTION, this::byAssertion, identifier());
    }

    private void listByPage() throws Exception {
        Library.Paged pages = library.clientPages(2);
        same("the total", pages.total(), pages.ids().size());
        eachOnce(pages.ids(), id());
    }

    private void listByCheckpoint() throws Exception {
        Library.Checkpoints read = library.checkpoints(2);
        eachOnce(read.ids(), read.ofClients() ? id() : (String) grant.get("id"));
    }

    private static void eachOnce(List<String> ids, String expected) {
        same("the number of different ids", new HashSet<>(ids).size(), ids.size());
        same("whether " + expected + " is in the list", ids.contains(expected), true);
    }

    private void changeClient() throws Exception {
        Map<String, Object> change = new HashMap<>(Map.of(
                "description", "plays on",
                "callbacks", List.of("https://app.example/callback", "https://app.example/other"),
                "client_metadata", Map.of("stage", "production"),
                "token_quota", Map.of("client_credentials", Map.of("enforce", true, "per_hour", 1000))));
        library.updateClient(id(), change);
        change.put("client_metadata", Map.of("team", "calendar", "stage", "production"));
        shows(change);
    }

    private void nullTakesAway() throws Exception {
        Map<String, Object> change = new HashMap<>();
        change.put("token_quota", null);
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("team", null);
        change.put("client_metadata", metadata);
        library.updateClient(id(), change);
        Map<String, Object> expected = new HashMap<>();
        expected.put("token_quota", null);
        expected.put("client_metadata", Map.of("stage", "production"));
        shows(expected);
    }

    @SuppressWarnings("unchecked")
    private void changeScopes() throws Exception {
        List<Map<String, Object>> scopes = new ArrayList<>((List<Map<String, Object>>) api.get("scopes"));
        scopes.add(scope("delete:events", "Delete events"));
        has("the API", library.updateApi((String) api.get("id"), Map.of("scopes", scopes)), Map.of("scopes", scopes));
        Map<String, Object> granted = Map.of("scope", List.of("read:events", "delete:events"));
        has("the grant", library.updateGrant((String) grant.get("id"), granted), granted);
        check(ask(this::bySecret, "read:events delete:events"), "read:events delete:events");
    }

    private void readLog() throws Exception {
        String query = "client_id:\"" + id() + "\" AND type:seccft";
        Map<String, Object> event = Play.until("log event of a token", () -> {
            List<Map<String, Object>> events = library.logEvents(query);
            return events.isEmpty() ? null : events.get(0);
        });
        has("the event", event, Map.of(
                "type", "seccft",
                "description", "Client credentials exchanged for an access token",
                "client_id", id(),
                "client_name", client.get("name"),
                "audience", identifier()));
    }

    private void managementErrors() throws Exception {
        String tooShort = "Payload validation error: "
                + "'String is too short (0 chars), minimum 1' on property name (Name of the client).";
        refused(
                new Refusal(400, "invalid_body", tooShort),
                () -> library.createClient(Map.of("name", "")));
        Library stranger = library.asBearer("a.b.c");
        refused(new Refusal(401, null, "Invalid token"), () -> stranger.getClient(id()));
        mayReadOnly();
        refused(NO_CLIENT, () -> library.getClient("nobody"));
        refused(
                new Refusal(409, "existent_resource_server", "A resource server with the same identifier already exists."),
                () -> library.createApi(Map.of("identifier", identifier())));
    }

    private void mayReadOnly() throws Exception {
        Map<String, Object> reading = library.createGrant(Map.of(
                "client_id", id(), "audience", Server.MANAGEMENT_AUDIENCE, "scope", List.of("read:clients")));
        Library reader = library.asBearer(bySecret(Server.MANAGEMENT_AUDIENCE).accessToken());
        same("what the reader sees", reader.getClient(id()).get("name"), client.get("name"));
        refused(
                new Refusal(403, "insufficient_scope", "Insufficient scope, expected any of: delete:clients"),
                () -> reader.deleteClient(id()));
        library.deleteGrant((String) reading.get("id"));
    }

    private void tokenErrors() throws Exception {
        String nowhere = "https://nowhere.example/";
        tokenRefused(
                new Refusal(403, "access_denied", "Service not enabled within domain: " + nowhere),
                this::bySecret,
                nowhere);
        tokenRefused(REFUSED_SECRET, audience -> library.tokenBySecret(id(), "wrong", audience), identifier());
    }

    private void deleteAll() throws Exception {
        library.deleteCredential(id(), (String) credential.get("id"));
        library.deleteGrant((String) grant.get("id"));
        library.deleteApi((String) api.get("id"));
        library.deleteClient(id());
        refused(NO_CLIENT, () -> library.getClient(id()));
    }

    private void shows(Map<String, Object> expected) throws Exception {
        Play.eventually(() -> {
            has("the client", library.getClient(id()), expected);
            return null;
        });
    }

    private String id() {
        return (String) client.get("client_id");
    }

    private String secret() {
        return (String) client.get("client_secret");
    }

    private String identifier() {
        return (String) api.get("identifier");
    }

    private static Map<String, Object> scope(String value, String description) {
        return Map.of("value", value, "description", description);
    }

    /** Asks for a token for an API. */
    private interface Ask {
        Library.Token token(String audience) throws Exception;
    }

    private Library.Token bySecret(String audience) throws Exception {
        return library.tokenBySecret(id(), secret(), audience);
    }

    private Library.Token byAssertion(String audience) throws Exception {
        return library.tokenByAssertion(id(), key, audience);
    }

    private String ask(Ask ask, String scope) throws Exception {
        return Play.eventually(() -> {
            Library.Token answer = ask.token(identifier());
            same("the answer", answer, new Library.Token(answer.accessToken(), "Bearer", 3600, Set.of(scope.split(" "))));
            return answer.accessToken();
        });
    }

    private void check(String issued, String scope) throws Exception {
        Map<String, Object> claims = library.verify(issued, identifier());
        has("the token", claims, Map.of(
                "sub", id() + "@clients", "azp", id(), "scope", scope, "gty", "client-credentials"));
    }

    private void tokenRefused(Refusal expected, Ask ask, String audience) throws Exception {
        Play.eventually(() -> {
            try {
                ask.token(audience);
            } catch (Exception thrown) {
                compare(expected, library.tokenRefusal(thrown));
                return null;
            }
            throw new AssertionError("a token was not refused");
        });
    }

    private void refused(Refusal expected, Play.Operation call) throws Exception {
        try {
            call.play();
        } catch (Exception thrown) {
            compare(expected, library.managementRefusal(thrown));
            return;
        }
        throw new AssertionError("a call was not refused with " + expected);
    }

    private static void compare(Refusal expected, Refusal got) {
        same("the refusal", got.asFarAs(expected), expected.asFarAs(got));
    }
}
