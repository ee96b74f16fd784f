using System.Text.Json.Serialization;

namespace Hub.Sandbox.Postal;

/// <summary>How the operator is spoken to; each dialect stands for an operator of its own.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PostDialect>))]
internal enum PostDialect
{
    /// <summary>N-GSP service for public administration.</summary>
    A,

    /// <summary>The same behind a province's integration platform.</summary>
    B,

    /// <summary>MyVNPost.</summary>
    D,
}

internal static class PostDialects
{
    private static readonly Dictionary<PostDialect, string> Letters = new()
    {
        [PostDialect.A] = "a",
        [PostDialect.B] = "b",
        [PostDialect.D] = "d",
    };

    public static IEnumerable<PostDialect> All => Letters.Keys;

    /// <summary>The dialect's name in paths and counts.</summary>
    public static string Letter(this PostDialect dialect) => Letters[dialect];

    /// <summary>Null when the letter names no dialect.</summary>
    public static PostDialect? Parse(string letter) =>
        Letters.FirstOrDefault(pair => pair.Value == letter) is { Value: not null } found ? found.Key : null;
}
