using System.Buffers.Text;
using System.Security.Cryptography;
using Hub.Core.Trust;
using Hub.Functions.Parties;

namespace Hub.Functions.Trust;

/// <summary>Makes API keys.</summary>
public sealed class KeyFactory(Wings wings, TimeProvider clock)
{
    private const int IdBytes = 6;
    private const int SecretBytes = 32;

    /// <param name="role">One of <see cref="Wings.Roles"/>.</param>
    /// <param name="organisation">Whose staff: needed for a bound role, and given to no other.</param>
    /// <param name="office">Null for all of its offices.</param>
    /// <param name="person">Who holds it; null for a machine's.</param>
    /// <exception cref="ArgumentException">No such role, or a binding that does not fit it.</exception>
    public NewKey Create(string role, string name, DateTimeOffset? expiresAt, string? organisation = null, string? office = null, string? person = null)
    {
        if (!wings.Roles.Contains(role))
        {
            throw new ArgumentException($"There is no role of this name; the roles are {string.Join(", ", wings.Roles)}.", nameof(role));
        }

        if (wings.IsBound(role) != organisation is not null || (office is not null && organisation is null))
        {
            throw new ArgumentException("A key of an organisation's staff, and only that, names the organisation.", nameof(organisation));
        }

        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var key = new ApiKey(id, role, name, KeyText.Hash(secret), clock.GetUtcNow(), expiresAt, null, null) { Operator = organisation, Office = office, Person = person };
        return new NewKey(key, KeyText.Format(id, secret));
    }
}

/// <summary>A key just made. The text is shown once and never stored.</summary>
public sealed record NewKey(ApiKey Key, string Text);
