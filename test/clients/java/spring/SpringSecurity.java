import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.RSAKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.endpoint.NimbusJwtClientAuthenticationParametersConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.client.OAuth2ClientHttpRequestInterceptor;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;
import play.Key;
import play.Library;
import play.Life;
import play.Refusal;
import play.Server;

/** Spring Security's OAuth2 client plays the life of a client. */
public final class SpringSecurity extends JsonOverHttp {
    private static final String REGISTRATION = "clientele";

    private SpringSecurity(RestClient management) {
        super(management);
    }

    public static void main(String[] arguments) throws Exception {
        Life.play(new SpringSecurity(
                management().requestInterceptor(administrator()).build()));
        System.exit(0);
    }

    private static RestClient.Builder management() {
        return RestClient.builder().baseUrl(Server.ISSUER + "api/v2");
    }

    /** Brings a token for the Management API, and asks for one where there is none that is still valid. */
    private static OAuth2ClientHttpRequestInterceptor administrator() {
        var registrations = new InMemoryClientRegistrationRepository(
                registration(Server.CLIENT_ID, ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                        .clientSecret(Server.CLIENT_SECRET)
                        .build());
        var manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(
                registrations, new InMemoryOAuth2AuthorizedClientService(registrations));
        manager.setAuthorizedClientProvider(OAuth2AuthorizedClientProviderBuilder.builder()
                .clientCredentials(grant -> grant.accessTokenResponseClient(tokens(Server.MANAGEMENT_AUDIENCE)))
                .build());
        var interceptor = new OAuth2ClientHttpRequestInterceptor(manager);
        interceptor.setClientRegistrationIdResolver(request -> REGISTRATION);
        return interceptor;
    }

    private static ClientRegistration.Builder registration(String clientId, ClientAuthenticationMethod method) {
        return ClientRegistration.withRegistrationId(REGISTRATION)
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
        Duration lifetime = Duration.between(token.getIssuedAt(), token.getExpiresAt());
        return new Token(
                token.getTokenValue(), token.getTokenType().getValue(), lifetime.toSeconds(), token.getScopes());
    }

    @Override
    public Map<String, Object> verify(String token, String audience) {
        // Its own takes a token without an expiry.
        var timestamps = new JwtTimestampValidator();
        timestamps.setAllowEmptyExpiryClaim(false);
        // It takes RS256 alone, where it is not told more.
        NimbusJwtDecoder decoder =
                NimbusJwtDecoder.withJwkSetUri(Server.ISSUER + ".well-known/jwks.json").build();
        decoder.setJwtValidator(JwtValidators.createDefaultWithValidators(
                List.of(timestamps, new JwtIssuerValidator(Server.ISSUER), new JwtAudienceValidator(audience))));
        return decoder.decode(token).getClaims();
    }

    @Override
    public Library asBearer(String token) {
        return new SpringSecurity(management()
                .defaultHeaders(headers -> headers.setBearerAuth(token))
                .build());
    }

    @Override
    public Refusal tokenRefusal(Exception thrown) throws Exception {
        if (!(thrown instanceof OAuth2AuthorizationException refusal)) throw thrown;
        // It reads the body of a 400 itself; for a 401 or 403 it says invalid_token_response, and keeps the answer.
        if (!(refusal.getCause() instanceof RestClientResponseException answer))
            return new Refusal(
                    null, refusal.getError().getErrorCode(), refusal.getError().getDescription());
        Map<?, ?> body = new ObjectMapper().readValue(answer.getResponseBodyAsString(), Map.class);
        return new Refusal(
                answer.getStatusCode().value(), (String) body.get("error"), (String) body.get("error_description"));
    }
}
