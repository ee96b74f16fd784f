using Hub.Core.Schemas.Explaining;
using Hub.Functions.Problems;

namespace Hub.Functions.Http.Messages;

/// <summary>
/// Refuses query members that an operation does not know: who writes <c>limt=5</c> or <c>stat=dead</c> would take the whole for the part he asked for.
/// </summary>
internal static class QueryCheck
{
    private const int MaxTold = 20;
    private const int MaxName = 64;

    /// <returns>Null when every member is known, or whoever calls may write what he likes.</returns>
    public static Problem? Of(IQueryCollection query, Operation? operation)
    {
        if (query.Count == 0 || operation is null or { TakesAnyQuery: true })
        {
            return null;
        }

        var known = operation.Parameters.Where(parameter => !parameter.InPath).Select(parameter => parameter.Name).ToList();
        var unknown = query.Keys.Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)).Take(MaxTold).ToList();
        return unknown.Count == 0 ? null : new Problem(ProblemKinds.InvalidRequest) { Errors = [.. unknown.Select(name => Unknown(name, known))] };
    }

    // A name that is no name is not repeated.
    private static SchemaViolation Unknown(string name, List<string> known)
    {
        var list = known.Count == 0 ? null : string.Join(", ", known);
        return new SchemaViolation(
            name.Length is > 0 and <= MaxName && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') ? name : "", "additionalProperties",
            (list is null ? "Đường dẫn này không có tham số truy vấn." : $"Không có tham số này; các tham số được nhận: {list}.",
            list is null ? "This path takes no query parameters." : $"There is no such parameter; those that are taken: {list}."));
    }
}
