namespace Hub.Core;

/// <summary>One text for staff in both languages.</summary>
public sealed record Bilingual(string Vi, string En)
{
    private const string Between = " / ";

    public static implicit operator Bilingual((string Vi, string En) texts) => new(texts.Vi, texts.En);

    /// <summary>Reads what <see cref="ToString"/> writes, in a schema's description or an answer; a text in one language only stands for both.</summary>
    public static Bilingual Parse(string text)
    {
        var parts = text.Split(Between);

        // Both halves may quote the same words, a divider among them; so the one in the middle parts the languages.
        var half = parts.Length % 2 is 0 ? parts.Length / 2 : 1;
        return parts.Length is 1 ? new(text, text) : new(string.Join(Between, parts[..half]), string.Join(Between, parts[half..]));
    }

    /// <summary>With a fact that both readers need, such as a status code, behind each text; null and blank add nothing.</summary>
    public Bilingual With(string? fact) => string.IsNullOrWhiteSpace(fact) ? this : new($"{Vi} [{fact}]", $"{En} [{fact}]");

    public string In(Language language) => language is Language.English ? En : Vi;

    /// <summary>Where there is room for one text and nobody knows who reads it: "tiếng Việt / English".</summary>
    public override string ToString() => Vi + Between + En;
}

public enum Language
{
    Vietnamese,
    English,
}
