using Hub.Postal.Consignments;
using Hub.Postal.Tracking;

namespace Hub.Postal.Dialects;

/// <summary>What an operator's status codes mean: the dialect's own table with what the settings change in it.</summary>
public interface IPostalTables
{
    /// <summary>Another one whenever a code means something else than before; lower-case hex.</summary>
    string Digest { get; }

    bool Knows(string code);

    /// <summary>What was told, as it was kept, read by the present tables.</summary>
    /// <returns>Null for what is no sign of this operator's own: what a person did, what nothing proved.</returns>
    PostalSign? Read(PostalRecord kept);
}
