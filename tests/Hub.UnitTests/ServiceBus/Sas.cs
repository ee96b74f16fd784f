using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Hub.Sandbox.ServiceBus;

namespace Hub.UnitTests.ServiceBus;

/// <summary>A signature by the vendor's recipe (page "Generate a Shared Access Signature token"), written here a second time on purpose.</summary>
internal static class Sas
{
    public static string Token(string resource, DateTimeOffset until, string name = ServiceBusTwinOptions.DemoKeyName, string key = ServiceBusTwinOptions.DemoKey)
    {
        var sr = WebUtility.UrlEncode(resource);
        var se = until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var sig = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(sr + "\n" + se)));
        return $"SharedAccessSignature sr={sr}&sig={WebUtility.UrlEncode(sig)}&se={se}&skn={name}";
    }
}
