import auth0.Authentication;
import com.auth0.client.mgmt.ManagementApi;
import com.auth0.client.mgmt.clients.types.PostClientCredentialRequestContent;
import com.auth0.client.mgmt.core.ManagementApiException;
import com.auth0.client.mgmt.core.Nullable;
import com.auth0.client.mgmt.core.ObjectMappers;
import com.auth0.client.mgmt.core.SyncPagingIterable;
import com.auth0.client.mgmt.types.Client;
import com.auth0.client.mgmt.types.CreateClientGrantRequestContent;
import com.auth0.client.mgmt.types.CreateClientRequestContent;
import com.auth0.client.mgmt.types.CreateResourceServerRequestContent;
import com.auth0.client.mgmt.types.ListClientGrantsRequestParameters;
import com.auth0.client.mgmt.types.ListClientsOffsetPaginatedResponseContent;
import com.auth0.client.mgmt.types.ListClientsRequestParameters;
import com.auth0.client.mgmt.types.ListLogsRequestParameters;
import com.auth0.client.mgmt.types.UpdateClientGrantRequestContent;
import com.auth0.client.mgmt.types.UpdateClientRequestContent;
import com.auth0.client.mgmt.types.UpdateResourceServerRequestContent;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import play.Library;
import play.Life;
import play.Refusal;
import play.Server;

/** auth0-java 3 plays the life of a client. */
public final class Auth0Java3 extends Authentication {
    private final ManagementApi api;

    private Auth0Java3(ManagementApi api) {
        this.api = api;
    }

    public static void main(String[] arguments) throws Exception {
        Life.play(new Auth0Java3(ManagementApi.builder()
                .domain(Server.DOMAIN)
                .clientCredentials(Server.CLIENT_ID, Server.CLIENT_SECRET)
                .build()));
        // okhttp keeps threads for a while.
        System.exit(0);
    }

    @Override
    public String name() {
        return "auth0-java";
    }

    /** A request as the library has it, read by its own mapper. */
    private static <T> T request(Map<String, Object> body, Class<T> type) {
        return ObjectMappers.JSON_MAPPER.convertValue(body, type);
    }

    private static Map<String, Object> json(Object answer) {
        return ObjectMappers.JSON_MAPPER.convertValue(answer, new TypeReference<>() {});
    }

    private static List<Map<String, Object>> jsonOf(Iterable<?> answers) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Object answer : answers) all.add(json(answer));
        return all;
    }

    @Override
    public Map<String, Object> createClient(Map<String, Object> body) {
        return json(api.clients().create(request(body, CreateClientRequestContent.class)));
    }

    @Override
    public Map<String, Object> getClient(String id) {
        return json(api.clients().get(id));
    }

    @Override
    public Map<String, Object> updateClient(String id, Map<String, Object> change) {
        UpdateClientRequestContent.Builder changed = UpdateClientRequestContent.builder()
                .from(request(change, UpdateClientRequestContent.class));
        // null is said by a value of its own.
        if (isNull(change, "token_quota")) changed.tokenQuota(Nullable.ofNull());
        if (isNull(change, "token_endpoint_auth_method")) changed.tokenEndpointAuthMethod(Nullable.ofNull());
        if (isNull(change, "client_authentication_methods")) changed.clientAuthenticationMethods(Nullable.ofNull());
        return json(api.clients().update(id, changed.build()));
    }

    private static boolean isNull(Map<String, Object> change, String name) {
        return change.containsKey(name) && change.get(name) == null;
    }

    @Override
    public void deleteClient(String id) {
        api.clients().delete(id);
    }

    @Override
    public Map<String, Object> rotateSecret(String id) {
        return json(api.clients().rotateSecret(id));
    }

    @Override
    public Paged clientPages(int perPage) {
        SyncPagingIterable<Client> pages = api.clients()
                .list(ListClientsRequestParameters.builder().perPage(perPage).includeTotals(true).build());
        ListClientsOffsetPaginatedResponseContent first = pages.<ListClientsOffsetPaginatedResponseContent>getResponse()
                .orElseThrow();
        List<String> ids = pages.streamItems().map(client -> client.getClientId().orElseThrow()).toList();
        return new Paged(ids, first.getTotal().orElseThrow().intValue());
    }

    @Override
    public Checkpoints checkpoints(int take) {
        List<String> ids = api.clientGrants()
                .list(ListClientGrantsRequestParameters.builder().take(take).build())
                .streamItems()
                .map(grant -> grant.getId().orElseThrow())
                .toList();
        return new Checkpoints(false, ids);
    }

    @Override
    public Map<String, Object> createCredential(String clientId, Map<String, Object> body) {
        return json(api.clients().credentials().create(clientId, request(body, PostClientCredentialRequestContent.class)));
    }

    @Override
    public List<Map<String, Object>> listCredentials(String clientId) {
        return jsonOf(api.clients().credentials().list(clientId));
    }

    @Override
    public void deleteCredential(String clientId, String id) {
        api.clients().credentials().delete(clientId, id);
    }

    @Override
    public Map<String, Object> createApi(Map<String, Object> body) {
        return json(api.resourceServers().create(request(body, CreateResourceServerRequestContent.class)));
    }

    @Override
    public Map<String, Object> getApi(String idOrIdentifier) {
        return json(api.resourceServers().get(idOrIdentifier));
    }

    @Override
    public Map<String, Object> updateApi(String id, Map<String, Object> change) {
        return json(api.resourceServers().update(id, request(change, UpdateResourceServerRequestContent.class)));
    }

    @Override
    public void deleteApi(String id) {
        api.resourceServers().delete(id);
    }

    @Override
    public Map<String, Object> createGrant(Map<String, Object> body) {
        return json(api.clientGrants().create(request(body, CreateClientGrantRequestContent.class)));
    }

    @Override
    public Map<String, Object> updateGrant(String id, Map<String, Object> change) {
        return json(api.clientGrants().update(id, request(change, UpdateClientGrantRequestContent.class)));
    }

    @Override
    public void deleteGrant(String id) {
        api.clientGrants().delete(id);
    }

    @Override
    public List<Map<String, Object>> logEvents(String query) {
        return jsonOf(api.logs().list(
                ListLogsRequestParameters.builder().search(query).sort("date:-1").build()));
    }

    @Override
    public Library asBearer(String token) {
        return new Auth0Java3(ManagementApi.builder().domain(Server.DOMAIN).token(token).build());
    }

    @Override
    public Refusal managementRefusal(Exception thrown) throws Exception {
        if (!(thrown instanceof ManagementApiException refusal)) throw thrown;
        Map<String, Object> body = json(refusal.body());
        return new Refusal(refusal.statusCode(), (String) body.get("errorCode"), (String) body.get("message"));
    }
}
