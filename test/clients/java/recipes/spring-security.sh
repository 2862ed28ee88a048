# Spring Security's OAuth2 client
cat > pom.xml <<'END'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId>
  <artifactId>list-clients</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.source>17</maven.compiler.source>
    <maven.compiler.target>17</maven.compiler.target>
  </properties>
  <dependencies>
    <dependency>
      <groupId>org.springframework.security</groupId>
      <artifactId>spring-security-oauth2-client</artifactId>
      <version>7.1.2</version>
    </dependency>
    <dependency>
      <groupId>tools.jackson.core</groupId>
      <artifactId>jackson-databind</artifactId>
      <version>3.3.0</version>
    </dependency>
  </dependencies>
</project>
END
mkdir -p src/main/java
cat > src/main/java/ListClients.java <<'END'
import java.util.List;
import java.util.Map;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.web.client.RestClient;

public class ListClients {
    public static void main(String[] arguments) {
        String url = "https://" + System.getenv("AUTH0_DOMAIN");
        ClientRegistration registration = ClientRegistration.withRegistrationId("clientele")
                .tokenUri(url + "/oauth/token")
                .clientId(System.getenv("AUTH0_CLIENT_ID"))
                .clientSecret(System.getenv("AUTH0_CLIENT_SECRET"))
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .build();
        var tokens = new RestClientClientCredentialsTokenResponseClient();
        tokens.setParametersCustomizer(parameters -> parameters.set("audience", url + "/api/v2/"));
        String token = tokens.getTokenResponse(new OAuth2ClientCredentialsGrantRequest(registration))
                .getAccessToken()
                .getTokenValue();
        List<Map<String, Object>> clients = RestClient.create()
                .get()
                .uri(url + "/api/v2/clients")
                .headers(headers -> headers.setBearerAuth(token))
                .retrieve()
                .body(new ParameterizedTypeReference<>() {});
        clients.forEach(client -> System.out.println(client.get("name")));
        System.exit(0);
    }
}
END
keytool -importcert -noprompt -alias clientele -file "$CA" -keystore trust.p12 -storepass changeit
mvn --batch-mode --quiet compile dependency:copy-dependencies
java -Djavax.net.ssl.trustStore=trust.p12 -Djavax.net.ssl.trustStorePassword=changeit \
  -classpath 'target/classes:target/dependency/*' ListClients
# With issuer-uri (Spring Boot) or ClientRegistrations.fromIssuerLocation in place of the token URI, the issuer ends in
# a slash: url + "/".
# private_key_jwt: NimbusJwtClientAuthenticationParametersConverter names the token endpoint as audience of its
# assertions; Clientele expects the issuer:
#   converter.setJwtClientAssertionCustomizer(context -> context.getClaims().audience(List.of(url + "/")));
# A refused secret, audience or grant (401, 403) reads invalid_token_response: Spring takes the error of the answer from
# a 400 only, and keeps the answer as the exception's cause.
