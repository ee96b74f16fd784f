using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Hub.Functions.Http.Messages;

/// <summary>Strong entity tags, and <c>If-Match</c> (RFC 9110 sections 8.8.3 and 13.1.1): a change that was thought out on another state is not made.</summary>
internal static class EntityTags
{
    public static string Of(ReadOnlySpan<byte> representation) => $"\"{Convert.ToHexStringLower(SHA256.HashData(representation)[..16])}\"";

    public static bool IsAsked(HttpRequest request) => request.Headers.ContainsKey(HeaderNames.IfMatch);

    /// <param name="current">Null where there is nothing with a tag, so that only <c>*</c> is met.</param>
    public static bool IsMet(HttpRequest request, string? current) => !IsAsked(request) || request.GetTypedHeaders().IfMatch.Any(wanted =>
        wanted.Equals(EntityTagHeaderValue.Any) || (current is not null && wanted.Compare(new EntityTagHeaderValue(current), useStrongComparison: true)));
}
