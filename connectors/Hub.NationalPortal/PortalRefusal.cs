namespace Hub.NationalPortal;

/// <summary>What a business answer that is no success means.</summary>
public enum PortalRefusal
{
    /// <summary>A create met an existing dossier.</summary>
    Exists,

    /// <summary>An update or a line met no dossier.</summary>
    UnknownDossier,

    /// <summary>A definite no; the same request would be refused again.</summary>
    Refused,

    /// <summary>Asks for patience.</summary>
    Busy,

    /// <summary>A code that no table knows, without a word of success; or code and message contradict each other.</summary>
    Unknown,
}
