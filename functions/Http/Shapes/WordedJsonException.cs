using System.Text.Json;

namespace Hub.Functions.Http.Shapes;

/// <summary>A value that is wrong in a way that can be told better than "of another type".</summary>
/// <param name="rule">Name of the rule, as in <c>errors</c>.</param>
public sealed class WordedJsonException(string rule, string vietnamese, string english) : JsonException
{
    public string Rule { get; } = rule;

    public string Vietnamese { get; } = vietnamese;

    public string English { get; } = english;
}
