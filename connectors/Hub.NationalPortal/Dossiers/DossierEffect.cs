namespace Hub.NationalPortal.Dossiers;

/// <summary>What one event does to its dossier.</summary>
public enum DossierEffect
{
    /// <summary>Brings data, changes no status.</summary>
    Data = 0,

    /// <summary>Moves the status forward.</summary>
    Moved,

    /// <summary>Says the present status again.</summary>
    Repeated,

    /// <summary>Carries a local status that no map knows; nothing of it is taken over.</summary>
    Unmapped,

    /// <summary>Asks for a move that the graph of statuses does not have; nothing of it is taken over.</summary>
    MoveRefused,

    /// <summary>A person skipped or discarded it in this lane.</summary>
    GivenUp,

    /// <summary>Its data cannot be read.</summary>
    Broken,
}
