namespace Hub.Core.Schemas.Explaining;

/// <summary>A sentence in both languages, or a part of one.</summary>
internal sealed record Sentence(string Vietnamese, string English)
{
    /// <summary>Descriptions in the schemas are written "tiếng Việt / English".</summary>
    public static Sentence OfDescription(string? description)
    {
        var slash = description?.IndexOf(" / ", StringComparison.Ordinal) ?? -1;
        return slash < 0 ? new(description ?? "", description ?? "") : new(description![..slash], description[(slash + 3)..]);
    }
}
