using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Postal.Consignments;
using Microsoft.Net.Http.Headers;

namespace Hub.Functions.Postal;

/// <summary>Spares a device that asks again and again what has not changed.</summary>
internal static class PageTag
{
    /// <summary>Sets the tag of what would be answered.</summary>
    /// <returns>True when the caller has just that, and was answered so.</returns>
    public static bool IsKnown(HttpContext http, IEnumerable<Consignment> page, string? next)
    {
        var text = new StringBuilder(next);
        foreach (var each in page)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{each.Number}:{each.Version}");
        }

        return IsKnown(http, $"W/\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32]}\"");
    }

    /// <param name="entityTag">Of what would be answered.</param>
    /// <inheritdoc cref="IsKnown(HttpContext, IEnumerable{Consignment}, string?)"/>
    public static bool IsKnown(HttpContext http, string entityTag)
    {
        var tag = EntityTagHeaderValue.Parse(entityTag);
        http.Response.GetTypedHeaders().ETag = tag;
        http.Response.Headers.CacheControl = "private, no-cache";
        if (!http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false)))
        {
            return false;
        }

        http.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }
}
