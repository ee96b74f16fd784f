namespace Hub.NationalPortal.Dossiers;

/// <summary>A place in a dossier's life: by the time of the event, then by the order of acceptance. Arrival never decides.</summary>
public readonly record struct DossierPosition(DateTimeOffset At, long Seq) : IComparable<DossierPosition>
{
    public int CompareTo(DossierPosition other) => At.CompareTo(other.At) is var byTime and not 0 ? byTime : Seq.CompareTo(other.Seq);

    public static bool operator <(DossierPosition left, DossierPosition right) => left.CompareTo(right) < 0;

    public static bool operator >(DossierPosition left, DossierPosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(DossierPosition left, DossierPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(DossierPosition left, DossierPosition right) => left.CompareTo(right) >= 0;
}
