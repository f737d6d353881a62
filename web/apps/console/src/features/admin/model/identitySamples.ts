// How a shop's server signs who its customer is: the same token in three languages of code. The test beside this file
// runs each of them and checks the signature.
export interface Sample {
  language: string;
  file: string;
  code: string;
}

const SECRET = "yki_...";

export const SAMPLES: Sample[] = [
  {
    language: "Node.js",
    file: "sign.mjs",
    code: `import { createHmac } from "node:crypto";

// Keep the secret on the server; it never belongs on a page.
const secret = process.env.YINGKE_IDENTITY_SECRET ?? "${SECRET}";
const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

export function identityToken(customer) {
  const head = part({ alg: "HS256", typ: "JWT" });
  const body = part({
    sub: customer.id,
    nickname: customer.nickname,
    phone: customer.phone,
    exp: Math.floor(Date.now() / 1000) + 300,
  });
  const signature = createHmac("sha256", secret).update(head + "." + body).digest("base64url");
  return head + "." + body + "." + signature;
}

console.log(identityToken({ id: "10086", nickname: "小雨", phone: "13800000000" }));
`,
  },
  {
    language: "Python",
    file: "sign.py",
    code: `import base64, hashlib, hmac, json, os, time

# Keep the secret on the server; it never belongs on a page.
secret = os.environ.get("YINGKE_IDENTITY_SECRET", "${SECRET}").encode()


def part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def identity_token(customer: dict) -> str:
    head = part(json.dumps({"alg": "HS256", "typ": "JWT"}).encode())
    body = part(json.dumps({
        "sub": customer["id"],
        "nickname": customer["nickname"],
        "phone": customer["phone"],
        "exp": int(time.time()) + 300,
    }).encode())
    signature = hmac.new(secret, f"{head}.{body}".encode(), hashlib.sha256).digest()
    return f"{head}.{body}.{part(signature)}"


print(identity_token({"id": "10086", "nickname": "小雨", "phone": "13800000000"}))
`,
  },
  {
    language: "Java",
    file: "Sign.java",
    code: `import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class Sign {
    // Keep the secret on the server; it never belongs on a page.
    static final String SECRET = System.getenv().getOrDefault("YINGKE_IDENTITY_SECRET", "${SECRET}");

    static String part(byte[] data) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(data);
    }

    // Use your JSON library for the body when names may contain quotes.
    static String identityToken(String id, String nickname, String phone) throws Exception {
        long exp = System.currentTimeMillis() / 1000 + 300;
        String head = part("{\\"alg\\":\\"HS256\\",\\"typ\\":\\"JWT\\"}".getBytes(StandardCharsets.UTF_8));
        String body = part(String.format("{\\"sub\\":\\"%s\\",\\"nickname\\":\\"%s\\",\\"phone\\":\\"%s\\",\\"exp\\":%d}",
            id, nickname, phone, exp).getBytes(StandardCharsets.UTF_8));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return head + "." + body + "." + part(mac.doFinal((head + "." + body).getBytes(StandardCharsets.UTF_8)));
    }

    public static void main(String[] args) throws Exception {
        System.out.println(identityToken("10086", "\\u5c0f\\u96e8", "13800000000"));
    }
}
`,
  },
];

/** What the server puts before a snippet's own address. */
export const withOrigin = (snippet: string, origin: string): string => snippet.replaceAll("{origin}", origin);

/** The snippet with the place where the page's server writes the token. */
export const withToken = (snippet: string): string =>
  snippet.replace(/(<script\b[^>]*?)>/, '$1 data-identity-token="TOKEN">');
