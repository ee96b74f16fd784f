using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Hub.Functions.Parties;

namespace Hub.Functions.Trust;

/// <summary>
/// The key of commands on the same machine. It lives as long as the process, is stored nowhere by the hub, and stands for whoever may read
/// the data folder; the audit names the account.
/// </summary>
public sealed class LocalKey
{
    internal const string Id = "local";
    private readonly byte[] _hash;

    public LocalKey(Wings wings)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        _hash = KeyText.Hash(secret);
        Secret = KeyText.Format(Id, secret);
        Caller = Caller.Of(ActorName, wings.Roles, wings.IsBound, null, null);
    }

    /// <summary>What the audit calls the account that runs this process.</summary>
    internal static string ActorName =>
        $"cli:{string.Concat(Environment.UserName.Select(letter => char.IsLetterOrDigit(letter) || letter is '.' or '_' or '-' or '@' or '\\' or '$' ? letter : '_'))}";

    /// <summary>The whole text, as it stands after <c>Bearer</c>.</summary>
    public string Secret { get; }

    internal Caller Caller { get; }

    internal bool Fits(string secret) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), _hash);
}
