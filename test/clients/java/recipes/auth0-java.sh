# auth0-java
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
      <groupId>com.auth0</groupId>
      <artifactId>auth0</artifactId>
      <version>3.2.0</version>
    </dependency>
  </dependencies>
</project>
END
mkdir -p src/main/java
cat > src/main/java/ListClients.java <<'END'
import com.auth0.client.mgmt.ManagementApi;

public class ListClients {
    public static void main(String[] arguments) {
        ManagementApi management = ManagementApi.builder()
                .domain(System.getenv("AUTH0_DOMAIN"))
                .clientCredentials(System.getenv("AUTH0_CLIENT_ID"), System.getenv("AUTH0_CLIENT_SECRET"))
                .build();
        management.clients().list().forEach(client -> System.out.println(client.getName().orElse("")));
        System.exit(0);
    }
}
END
# Java trusts what is in a store of its own.
keytool -importcert -noprompt -alias clientele -file "$CA" -keystore trust.p12 -storepass changeit
mvn --batch-mode --quiet compile dependency:copy-dependencies
java -Djavax.net.ssl.trustStore=trust.p12 -Djavax.net.ssl.trustStorePassword=changeit \
  -classpath 'target/classes:target/dependency/*' ListClients
