using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Hub.AcceptanceTests.Http;

/// <summary>Tokens with a static key, written by hand, so that no library checks itself.</summary>
internal static class HandToken
{
    private static readonly byte[] Secret = SHA256.HashData("a secret of the test only"u8);

    /// <summary>Lets a hub know the key.</summary>
    public static string Setting => $"--Auth:SigningKeys:0:SecretBase64={Convert.ToBase64String(Secret)}";

    /// <param name="claims">JSON members.</param>
    public static string Of(string claims, string audience = "hub", int seconds = 3600, string subject = "desk-7") =>
        Signed("\"typ\":\"JWT\"", $"\"sub\":\"{subject}\",\"aud\":\"{audience}\",\"exp\":{Expiry(seconds)},{claims}");

    public static long Expiry(int seconds = 3600) => DateTimeOffset.UtcNow.AddSeconds(seconds).ToUnixTimeSeconds();

    /// <param name="header">JSON members beside <c>alg</c>.</param>
    /// <param name="claims">All of the claims' members.</param>
    public static string Signed(string header, string claims)
    {
        var signed = $"{Text($"{{\"alg\":\"HS256\",{header}}}")}.{Text($"{{{claims}}}")}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes(signed)))}";
    }

    public static string Text(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
