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
    /// <param name="postalOperator">Whose staff: needed for <see cref="Role.PostalOperator"/>, and given to no other role.</param>
    /// <param name="postalOffice">Null for all offices of the operator.</param>
    /// <exception cref="ArgumentException">No such role, or a binding that does not fit it.</exception>
    public NewKey Create(string role, string name, DateTimeOffset? expiresAt, string? postalOperator = null, string? postalOffice = null)
    {
        if (!Role.All.Contains(role))
        {
            throw new ArgumentException($"There is no role of this name; the roles are {string.Join(", ", Role.All)}.", nameof(role));
        }

        if (role is Role.PostalOperator != postalOperator is not null || (postalOffice is not null && postalOperator is null))
        {
            throw new ArgumentException("A key of a postal operator's staff, and only that, names the operator.", nameof(postalOperator));
        }

        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var key = new ApiKey(id, role, name, KeyText.Hash(secret), clock.GetUtcNow(), expiresAt, null, null) { Operator = postalOperator, Office = postalOffice };
        return new NewKey(key, KeyText.Format(id, secret));
    }
}
