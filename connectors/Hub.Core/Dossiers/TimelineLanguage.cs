namespace Hub.Core.Dossiers;

public enum TimelineLanguage
{
    Vietnamese,
    English,
}
