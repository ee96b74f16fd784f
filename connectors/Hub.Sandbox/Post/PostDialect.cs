using System.Text.Json.Serialization;

namespace Hub.Sandbox.Post;

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
