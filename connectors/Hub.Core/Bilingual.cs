namespace Hub.Core;

/// <summary>One text for staff in both languages. Whoever shows it picks one; they are never shown together.</summary>
public readonly record struct Bilingual(string Vi, string En)
{
    public string In(Language language) => language is Language.English ? En : Vi;
}

public enum Language
{
    Vietnamese,
    English,
}
