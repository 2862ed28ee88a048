package auth0;

import com.auth0.client.auth.AuthAPI;
import com.auth0.client.auth.RSAClientAssertionSigner;
import com.auth0.exception.APIException;
import com.auth0.json.auth.TokenHolder;
import java.util.Map;
import java.util.Set;
import play.Key;
import play.Library;
import play.Refusal;
import play.Server;

/** The authentication half of auth0-java, which is the same in versions 2 and 3. */
public abstract class Authentication implements Library {
    @Override
    public Token tokenBySecret(String clientId, String secret, String audience) throws Exception {
        return bySecret(clientId, secret, audience);
    }

    @Override
    public Token tokenByAssertion(String clientId, Key key, String audience) throws Exception {
        RSAClientAssertionSigner signer = new RSAClientAssertionSigner(key.privateKey());
        return ask(AuthAPI.newBuilder(Server.DOMAIN, clientId, signer).build(), audience);
    }

    @Override
    public Map<String, Object> verify(String token, String audience) throws Exception {
        return PublishedKeys.verify(token, audience);
    }

    @Override
    public Refusal tokenRefusal(Exception thrown) throws Exception {
        if (!(thrown instanceof APIException refusal)) throw thrown;
        return new Refusal(refusal.getStatusCode(), refusal.getError(), refusal.getDescription());
    }

    protected static Token bySecret(String clientId, String secret, String audience) throws Exception {
        return ask(AuthAPI.newBuilder(Server.DOMAIN, clientId, secret).build(), audience);
    }

    private static Token ask(AuthAPI api, String audience) throws Exception {
        TokenHolder holder = api.requestToken(audience).execute().getBody();
        Set<String> scopes = Set.of(holder.getScope().split(" "));
        return new Token(holder.getAccessToken(), holder.getTokenType(), holder.getExpiresIn(), scopes);
    }
}
