namespace Hub.Core.Intake;

public enum DossierCodeRule
{
    /// <summary>Any text of at most 50 characters without control characters: centres have codes of their own.</summary>
    Any,

    /// <summary>Only the codes of Circular 01/2018/TT-VPCP, article 19, and the style of 2026.</summary>
    Published,
}
