import auth0.Authentication;
import com.auth0.client.mgmt.ManagementAPI;
import com.auth0.client.mgmt.filter.ClientFilter;
import com.auth0.client.mgmt.filter.LogEventFilter;
import com.auth0.exception.APIException;
import com.auth0.json.mgmt.client.Client;
import com.auth0.json.mgmt.client.ClientsPage;
import com.auth0.json.mgmt.client.Credential;
import com.auth0.json.mgmt.resourceserver.ResourceServer;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import play.Library;
import play.Life;
import play.Play;
import play.Refusal;
import play.Server;

/** auth0-java 2 plays the life of a client. */
public final class Auth0Java2 extends Authentication {
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    private final String token;
    private final ManagementAPI api;

    private Auth0Java2(String token) {
        this.token = token;
        this.api = ManagementAPI.newBuilder(Server.DOMAIN, token).build();
    }

    public static void main(String[] arguments) throws Exception {
        Token token = bySecret(Server.CLIENT_ID, Server.CLIENT_SECRET, Server.MANAGEMENT_AUDIENCE);
        Life.play(new Auth0Java2(token.accessToken()));
        // okhttp keeps threads for a while.
        System.exit(0);
    }

    @Override
    public String name() {
        return "auth0-java-2";
    }

    private static Map<String, Object> json(Object answer) {
        return JSON.convertValue(answer, new TypeReference<>() {});
    }

    private static List<Map<String, Object>> jsonOf(Iterable<?> answers) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Object answer : answers) all.add(json(answer));
        return all;
    }

    private static String[] scopesIn(Map<String, Object> body) {
        return ((List<?>) body.get("scope")).toArray(String[]::new);
    }

    @Override
    public Map<String, Object> createClient(Map<String, Object> body) throws Exception {
        return json(api.clients().create(JSON.convertValue(body, Client.class)).execute().getBody());
    }

    @Override
    public Map<String, Object> getClient(String id) throws Exception {
        return json(api.clients().get(id).execute().getBody());
    }

    @Override
    public Map<String, Object> updateClient(String id, Map<String, Object> change) throws Exception {
        Client changed = JSON.convertValue(change, Client.class);
        // A method that goes away with the key that is enabled needs no null.
        boolean saysNull = change.containsValue(null) && change.get("client_authentication_methods") == null;
        if (!saysNull) return json(api.clients().update(id, changed).execute().getBody());
        patch(id, change);
        throw new Play.NotOffered("it leaves out nulls");
    }

    /** What the library cannot send, so that the life goes on. */
    private void patch(String id, Map<String, Object> change) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(Server.MANAGEMENT_AUDIENCE + "clients/" + id))
                .method("PATCH", HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(change)))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .build();
        Play.same("the status", HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode(), 200);
    }

    @Override
    public void deleteClient(String id) throws Exception {
        api.clients().delete(id).execute();
    }

    @Override
    public Map<String, Object> rotateSecret(String id) throws Exception {
        return json(api.clients().rotateSecret(id).execute().getBody());
    }

    @Override
    public Paged clientPages(int perPage) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int number = 0; ; number++) {
            ClientFilter filter = new ClientFilter().withPage(number, perPage).withTotals(true);
            ClientsPage page = api.clients().list(filter).execute().getBody();
            page.getItems().forEach(client -> ids.add(client.getClientId()));
            if (ids.size() >= page.getTotal()) return new Paged(ids, page.getTotal());
        }
    }

    @Override
    public Checkpoints checkpoints(int take) throws Exception {
        throw new Play.NotOffered("it lists clients and grants by page only");
    }

    @Override
    public Map<String, Object> createCredential(String clientId, Map<String, Object> body) throws Exception {
        Credential credential = JSON.convertValue(body, Credential.class);
        return json(api.clients().createCredential(clientId, credential).execute().getBody());
    }

    @Override
    public List<Map<String, Object>> listCredentials(String clientId) throws Exception {
        return jsonOf(api.clients().listCredentials(clientId).execute().getBody());
    }

    @Override
    public void deleteCredential(String clientId, String id) throws Exception {
        api.clients().deleteCredential(clientId, id).execute();
    }

    @Override
    public Map<String, Object> createApi(Map<String, Object> body) throws Exception {
        ResourceServer server = JSON.convertValue(body, ResourceServer.class);
        return json(api.resourceServers().create(server).execute().getBody());
    }

    @Override
    public Map<String, Object> getApi(String idOrIdentifier) throws Exception {
        return json(api.resourceServers().get(idOrIdentifier).execute().getBody());
    }

    @Override
    public Map<String, Object> updateApi(String id, Map<String, Object> change) throws Exception {
        ResourceServer changed = JSON.convertValue(change, ResourceServer.class);
        return json(api.resourceServers().update(id, changed).execute().getBody());
    }

    @Override
    public void deleteApi(String id) throws Exception {
        api.resourceServers().delete(id).execute();
    }

    @Override
    public Map<String, Object> createGrant(Map<String, Object> body) throws Exception {
        String clientId = (String) body.get("client_id");
        String audience = (String) body.get("audience");
        return json(api.clientGrants().create(clientId, audience, scopesIn(body)).execute().getBody());
    }

    @Override
    public Map<String, Object> updateGrant(String id, Map<String, Object> change) throws Exception {
        return json(api.clientGrants().update(id, scopesIn(change)).execute().getBody());
    }

    @Override
    public void deleteGrant(String id) throws Exception {
        api.clientGrants().delete(id).execute();
    }

    @Override
    public List<Map<String, Object>> logEvents(String query) throws Exception {
        LogEventFilter filter = new LogEventFilter().withQuery(query).withSort("date:-1");
        return jsonOf(api.logEvents().list(filter).execute().getBody().getItems());
    }

    @Override
    public Library asBearer(String other) {
        return new Auth0Java2(other);
    }

    @Override
    public Refusal managementRefusal(Exception thrown) throws Exception {
        if (!(thrown instanceof APIException refusal)) throw thrown;
        return new Refusal(refusal.getStatusCode(), (String) refusal.getValue("errorCode"), refusal.getDescription());
    }
}
