using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hub.CaseSystem.Webhooks;

/// <summary>
/// Symmetric signatures (<c>v1</c>) of Standard Webhooks 1.0.0: <c>base64(HMAC-SHA256(key, "{id}.{timestamp}.{body}"))</c>.
/// </summary>
public static class WebhookSigner
{
    /// <summary>Value of <c>webhook-signature</c>: one <c>v1,…</c> for each secret in the given order, with spaces between.</summary>
    /// <param name="id">Without a full stop, else the parts of what is signed could be shifted against each other.</param>
    /// <param name="timestamp">Unix seconds.</param>
    /// <exception cref="ArgumentException">The id is empty or has a full stop, or there is no secret.</exception>
    public static string Sign(IReadOnlyList<WebhookSecret> secrets, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        if (id.Length == 0 || id.Contains('.', StringComparison.Ordinal))
        {
            throw new ArgumentException("A webhook id is not empty and has no full stop.", nameof(id));
        }

        if (secrets.Count == 0)
        {
            throw new ArgumentException("Nothing to sign with.", nameof(secrets));
        }

        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}."));
        var signatures = new string[secrets.Count];
        for (var i = 0; i < signatures.Length; i++)
        {
            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secrets[i].Key);
            hmac.AppendData(head);
            hmac.AppendData(body);
            signatures[i] = "v1," + Convert.ToBase64String(hmac.GetHashAndReset());
        }

        return string.Join(' ', signatures);
    }
}
