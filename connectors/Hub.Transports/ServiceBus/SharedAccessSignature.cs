using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Transports.ServiceBus;

/// <summary>The token that a shared access policy signs (vendor's page "Generate a Shared Access Signature token").</summary>
public static class SharedAccessSignature
{
    /// <param name="audience">Address that the token is good for, with everything below it.</param>
    /// <param name="key">Its text signs, not the bytes it may be the Base64 of.</param>
    public static string Sign(Uri audience, string keyName, string key, DateTimeOffset expiry)
    {
        var resource = Uri.EscapeDataString(audience.AbsoluteUri.TrimEnd('/'));
        var until = expiry.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{resource}\n{until}")));
        return $"SharedAccessSignature sr={resource}&sig={Uri.EscapeDataString(signature)}&se={until}&skn={Uri.EscapeDataString(keyName)}";
    }
}
