import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;
import play.Library;
import play.Refusal;

/** The Management API by a RestClient that brings the token: JSON over HTTP. */
abstract class JsonOverHttp implements Library {
    private static final ParameterizedTypeReference<Map<String, Object>> OBJECT = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<List<Map<String, Object>>> LIST =
            new ParameterizedTypeReference<>() {};

    private final RestClient management;

    JsonOverHttp(RestClient management) {
        this.management = management;
    }

    private <T> T call(HttpMethod method, String path, Object body, ParameterizedTypeReference<T> type, Object... names) {
        RestClient.RequestBodySpec request = management.method(method).uri(path, names);
        if (body != null) request.body(body);
        return request.retrieve().body(type);
    }

    private <T> T query(String path, Map<String, Object> parameters, ParameterizedTypeReference<T> type) {
        return management
                .get()
                .uri(uri -> {
                    uri.path(path);
                    for (String name : parameters.keySet()) uri.queryParam(name, "{" + name + "}");
                    return uri.build(parameters);
                })
                .retrieve()
                .body(type);
    }

    @Override
    public Map<String, Object> createClient(Map<String, Object> body) {
        return call(HttpMethod.POST, "/clients", body, OBJECT);
    }

    @Override
    public Map<String, Object> getClient(String id) {
        return call(HttpMethod.GET, "/clients/{id}", null, OBJECT, id);
    }

    @Override
    public Map<String, Object> updateClient(String id, Map<String, Object> change) {
        return call(HttpMethod.PATCH, "/clients/{id}", change, OBJECT, id);
    }

    @Override
    public void deleteClient(String id) {
        call(HttpMethod.DELETE, "/clients/{id}", null, OBJECT, id);
    }

    @Override
    public Map<String, Object> rotateSecret(String id) {
        return call(HttpMethod.POST, "/clients/{id}/rotate-secret", null, OBJECT, id);
    }

    @Override
    public Paged clientPages(int perPage) {
        List<String> ids = new ArrayList<>();
        for (int number = 0; ; number++) {
            Map<String, Object> page = query(
                    "/clients", Map.of("page", number, "per_page", perPage, "include_totals", true), OBJECT);
            ids.addAll(idsIn(page));
            int total = (Integer) page.get("total");
            if (ids.size() >= total) return new Paged(ids, total);
        }
    }

    @Override
    public Checkpoints checkpoints(int take) {
        Map<String, Object> part = query("/clients", Map.of("take", take), OBJECT);
        List<String> ids = new ArrayList<>(idsIn(part));
        while (part.containsKey("next")) {
            part = query("/clients", Map.of("take", take, "from", part.get("next")), OBJECT);
            ids.addAll(idsIn(part));
        }
        return new Checkpoints(true, ids);
    }

    private static List<String> idsIn(Map<String, Object> part) {
        return ((List<?>) part.get("clients"))
                .stream().map(client -> (String) ((Map<?, ?>) client).get("client_id")).toList();
    }

    @Override
    public Map<String, Object> createCredential(String clientId, Map<String, Object> body) {
        return call(HttpMethod.POST, "/clients/{id}/credentials", body, OBJECT, clientId);
    }

    @Override
    public List<Map<String, Object>> listCredentials(String clientId) {
        return call(HttpMethod.GET, "/clients/{id}/credentials", null, LIST, clientId);
    }

    @Override
    public void deleteCredential(String clientId, String id) {
        call(HttpMethod.DELETE, "/clients/{client}/credentials/{id}", null, OBJECT, clientId, id);
    }

    @Override
    public Map<String, Object> createApi(Map<String, Object> body) {
        return call(HttpMethod.POST, "/resource-servers", body, OBJECT);
    }

    @Override
    public Map<String, Object> getApi(String idOrIdentifier) {
        return call(HttpMethod.GET, "/resource-servers/{id}", null, OBJECT, idOrIdentifier);
    }

    @Override
    public Map<String, Object> updateApi(String id, Map<String, Object> change) {
        return call(HttpMethod.PATCH, "/resource-servers/{id}", change, OBJECT, id);
    }

    @Override
    public void deleteApi(String id) {
        call(HttpMethod.DELETE, "/resource-servers/{id}", null, OBJECT, id);
    }

    @Override
    public Map<String, Object> createGrant(Map<String, Object> body) {
        return call(HttpMethod.POST, "/client-grants", body, OBJECT);
    }

    @Override
    public Map<String, Object> updateGrant(String id, Map<String, Object> change) {
        return call(HttpMethod.PATCH, "/client-grants/{id}", change, OBJECT, id);
    }

    @Override
    public void deleteGrant(String id) {
        call(HttpMethod.DELETE, "/client-grants/{id}", null, OBJECT, id);
    }

    @Override
    public List<Map<String, Object>> logEvents(String query) {
        return query("/logs", Map.of("q", query, "sort", "date:-1"), LIST);
    }

    @Override
    public Refusal managementRefusal(Exception thrown) throws Exception {
        if (!(thrown instanceof RestClientResponseException refusal)) throw thrown;
        Map<String, Object> body = refusal.getResponseBodyAs(OBJECT);
        return new Refusal(
                refusal.getStatusCode().value(), (String) body.get("errorCode"), (String) body.get("message"));
    }
}
