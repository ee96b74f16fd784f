namespace Hub.Postal.Consignments;

/// <summary>Which way papers pass by a handover slip.</summary>
public enum HandoverWay
{
    /// <summary>From the agency's clerk to the postman: results that go out.</summary>
    ToPost,

    /// <summary>From the postman to the agency's clerk: papers that were fetched, and results that came back.</summary>
    ToAgency,
}
