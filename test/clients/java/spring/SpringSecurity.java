import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.ClientCredentialsOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.endpoint.NimbusJwtClientAuthenticationParametersConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.util.UriBuilder;
import play.Key;
import play.Library;
import play.Life;
import play.Refusal;
import play.Server;

/** Spring Security's OAuth2 client plays the life of a client; the Management API is JSON over a RestClient. */
public final class SpringSecurity implements Library {
    private static final ParameterizedTypeReference<Map<String, Object>> OBJECT = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<List<Map<String, Object>>> LIST =
            new ParameterizedTypeReference<>() {};

    private final RestClient management;

    private SpringSecurity(ClientHttpRequestInterceptor authorization) {
        management = RestClient.builder()
                .baseUrl(Server.ISSUER + "api/v2")
                .requestInterceptor(authorization)
                .build();
    }

    public static void main(String[] arguments) throws Exception {
        Life.play(new SpringSecurity(authorization(Server.CLIENT_ID, Server.CLIENT_SECRET)));
        System.exit(0);
    }

    /** Asks for a token for the Management API when there is none, or none that is still valid. */
    private static ClientHttpRequestInterceptor authorization(String clientId, String secret) {
        var registrations = new InMemoryClientRegistrationRepository(
                registration(clientId, ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                        .clientSecret(secret)
                        .build());
        var provider = new ClientCredentialsOAuth2AuthorizedClientProvider();
        provider.setAccessTokenResponseClient(tokens(Server.MANAGEMENT_AUDIENCE));
        var manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(
                registrations, new InMemoryOAuth2AuthorizedClientService(registrations));
        manager.setAuthorizedClientProvider(provider);
        var request = OAuth2AuthorizeRequest.withClientRegistrationId("clientele")
                .principal("clientele")
                .build();
        return (sent, body, execution) -> {
            sent.getHeaders().setBearerAuth(manager.authorize(request).getAccessToken().getTokenValue());
            return execution.execute(sent, body);
        };
    }

    private static ClientRegistration.Builder registration(String clientId, ClientAuthenticationMethod method) {
        return ClientRegistration.withRegistrationId("clientele")
                .tokenUri(Server.TOKEN_URL)
                .clientId(clientId)
                .clientAuthenticationMethod(method)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS);
    }

    private static RestClientClientCredentialsTokenResponseClient tokens(String audience) {
        var client = new RestClientClientCredentialsTokenResponseClient();
        client.setParametersCustomizer(parameters -> parameters.set("audience", audience));
        return client;
    }

    @Override
    public String name() {
        return "spring-security";
    }

    private <T> T call(HttpMethod method, String path, Object body, ParameterizedTypeReference<T> type, Object... names) {
        RestClient.RequestBodySpec request = management.method(method).uri(path, names);
        if (body != null) request.body(body);
        return request.retrieve().body(type);
    }

    private <T> T query(String path, Map<String, Object> parameters, ParameterizedTypeReference<T> type) {
        Consumer<UriBuilder> query =
                uri -> parameters.keySet().forEach(name -> uri.queryParam(name, "{" + name + "}"));
        return management
                .get()
                .uri(uri -> {
                    uri.path(path);
                    query.accept(uri);
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
    public Token tokenBySecret(String clientId, String secret, String audience) {
        ClientRegistration registration = registration(clientId, ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .clientSecret(secret)
                .build();
        return ask(tokens(audience), registration);
    }

    @Override
    public Token tokenByAssertion(String clientId, Key key, String audience) {
        RSAKey jwk = new RSAKey.Builder(key.publicKey()).privateKey(key.privateKey()).build();
        var assertion = new NimbusJwtClientAuthenticationParametersConverter<OAuth2ClientCredentialsGrantRequest>(
                registration -> jwk);
        // Clientele's audience for assertions is the issuer, as at Auth0; Spring's own is the token endpoint.
        assertion.setJwtClientAssertionCustomizer(
                context -> context.getClaims().audience(List.of(Server.ISSUER)));
        var client = tokens(audience);
        client.addParametersConverter(assertion);
        return ask(client, registration(clientId, ClientAuthenticationMethod.PRIVATE_KEY_JWT).build());
    }

    private static Token ask(RestClientClientCredentialsTokenResponseClient client, ClientRegistration registration) {
        OAuth2AccessToken token = client
                .getTokenResponse(new OAuth2ClientCredentialsGrantRequest(registration))
                .getAccessToken();
        long seconds = token.getExpiresAt().getEpochSecond() - token.getIssuedAt().getEpochSecond();
        return new Token(
                token.getTokenValue(),
                token.getTokenType().getValue(),
                seconds,
                String.join(" ", token.getScopes().stream().sorted((a, b) -> b.compareTo(a)).toList()));
    }

    @Override
    public Map<String, Object> verify(String token, String audience) {
        NimbusJwtDecoder decoder =
                NimbusJwtDecoder.withJwkSetUri(Server.ISSUER + ".well-known/jwks.json").build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(Server.ISSUER), new JwtAudienceValidator(audience)));
        Jwt verified = decoder.decode(token);
        return verified.getClaims();
    }

    @Override
    public Library asBearer(String token) {
        return new SpringSecurity((request, body, execution) -> {
            request.getHeaders().setBearerAuth(token);
            return execution.execute(request, body);
        });
    }

    @Override
    public Refusal managementRefusal(Exception thrown) throws Exception {
        if (!(thrown instanceof RestClientResponseException refusal)) throw thrown;
        Map<String, Object> body = refusal.getResponseBodyAs(OBJECT);
        return new Refusal(
                refusal.getStatusCode().value(), (String) body.get("errorCode"), (String) body.get("message"));
    }

    @Override
    public Refusal tokenRefusal(Exception thrown) throws Exception {
        if (!(thrown instanceof OAuth2AuthorizationException refusal)) throw thrown;
        // It reads the body of a 400 itself; of a 401 or 403 it keeps the answer.
        if (!(refusal.getCause() instanceof RestClientResponseException answer))
            return new Refusal(null, refusal.getError().getErrorCode(), refusal.getError().getDescription());
        Map<?, ?> body = new ObjectMapper().readValue(answer.getResponseBodyAsString(), Map.class);
        return new Refusal(
                answer.getStatusCode().value(), (String) body.get("error"), (String) body.get("error_description"));
    }
}
