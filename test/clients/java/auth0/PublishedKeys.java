package auth0;

import com.auth0.jwk.JwkProvider;
import com.auth0.jwk.JwkProviderBuilder;
import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.net.URI;
import java.security.interfaces.RSAPublicKey;
import java.util.HashMap;
import java.util.Map;
import play.Server;

/** Verifies tokens with the published keys, by java-jwt and jwks-rsa. */
public final class PublishedKeys {
    private static final JwkProvider KEYS = provider();

    private PublishedKeys() {}

    public static Map<String, Object> verify(String token, String audience) throws Exception {
        RSAPublicKey key = (RSAPublicKey) KEYS.get(JWT.decode(token).getKeyId()).getPublicKey();
        DecodedJWT verified = JWT.require(Algorithm.RSA256(key, null))
                .withIssuer(Server.ISSUER)
                .withAudience(audience)
                .withClaimPresence("exp")
                .build()
                .verify(token);
        Map<String, Object> claims = new HashMap<>();
        verified.getClaims().forEach((name, claim) -> claims.put(name, claim.as(Object.class)));
        return claims;
    }

    private static JwkProvider provider() {
        try {
            return new JwkProviderBuilder(URI.create(Server.ISSUER + ".well-known/jwks.json").toURL()).build();
        } catch (Exception malformed) {
            throw new IllegalStateException(malformed);
        }
    }
}
