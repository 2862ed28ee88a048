package play;

/** Where the server is, and as whom a library comes. */
public final class Server {
    public static final String DOMAIN = System.getenv("SERVER_DOMAIN");
    public static final String ISSUER = System.getenv("ISSUER");
    public static final String CLIENT_ID = System.getenv("CLIENT_ID");
    public static final String CLIENT_SECRET = System.getenv("CLIENT_SECRET");
    public static final boolean SECRETS_ARE_READABLE = System.getenv("SECRETS").equals("readable");
    static final boolean IS_ALONE = System.getenv("SERVERS").equals("1");
    public static final String MANAGEMENT_AUDIENCE = ISSUER + "api/v2/";
    public static final String TOKEN_URL = ISSUER + "oauth/token";

    private Server() {}
}
