package auth0;

import com.auth0.client.auth.AuthAPI;
import com.auth0.client.auth.RSAClientAssertionSigner;
import com.auth0.exception.APIException;
import com.auth0.json.auth.TokenHolder;
import java.util.Set;
import play.Key;
import play.Library.Token;
import play.Refusal;
import play.Server;

/** Tokens by the authentication half of auth0-java, which is the same in versions 2 and 3. */
public final class Tokens {
    private Tokens() {}

    public static Token bySecret(String clientId, String secret, String audience) throws Exception {
        return ask(AuthAPI.newBuilder(Server.DOMAIN, clientId, secret).build(), audience);
    }

    public static Token byAssertion(String clientId, Key key, String audience) throws Exception {
        RSAClientAssertionSigner signer = new RSAClientAssertionSigner(key.privateKey());
        return ask(AuthAPI.newBuilder(Server.DOMAIN, clientId, signer).build(), audience);
    }

    private static Token ask(AuthAPI api, String audience) throws Exception {
        TokenHolder holder = api.requestToken(audience).execute().getBody();
        Set<String> scopes = Set.of(holder.getScope().split(" "));
        return new Token(holder.getAccessToken(), holder.getTokenType(), holder.getExpiresIn(), scopes);
    }

    public static Refusal refusal(Exception thrown) throws Exception {
        if (!(thrown instanceof APIException refusal)) throw thrown;
        return new Refusal(refusal.getStatusCode(), refusal.getError(), refusal.getDescription());
    }
}
