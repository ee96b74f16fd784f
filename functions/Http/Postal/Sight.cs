namespace Hub.Functions.Http.Postal;

/// <summary>How much of the persons of a consignment a caller sees.</summary>
internal enum Sight
{
    /// <summary>Names, addresses and numbers are masked.</summary>
    Masked,

    /// <summary>What it takes to do the job: all but the numbers of identity papers.</summary>
    Job,

    Whole,
}
