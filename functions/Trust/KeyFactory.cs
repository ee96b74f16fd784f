using System.Buffers.Text;
using System.Security.Cryptography;
using Hub.Core.Trust;

namespace Hub.Functions.Trust;

/// <summary>Makes API keys.</summary>
public sealed class KeyFactory(TimeProvider clock)
{
    private const int IdBytes = 6;
    private const int SecretBytes = 32;

    /// <param name="role">One of <see cref="Role.All"/>.</param>
    /// <exception cref="ArgumentException">No such role.</exception>
    public NewKey Create(string role, string name, DateTimeOffset? expiresAt)
    {
        if (!Role.All.Contains(role))
        {
            throw new ArgumentException($"There is no role of this name; the roles are {string.Join(", ", Role.All)}.", nameof(role));
        }

        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var key = new ApiKey(id, role, name, KeyText.Hash(secret), clock.GetUtcNow(), expiresAt, null, null);
        return new NewKey(key, KeyText.Format(id, secret));
    }
}
