namespace Hub.NationalPortal.Dossiers.Data;

/// <summary>The applicant; personal throughout.</summary>
public sealed record Applicant
{
    public string? Kind { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<Identity>? Identity { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    public string? Fax { get; init; }

    public string? Address { get; init; }

    public string? PortalAccount { get; init; }

    public bool? VneidVerified { get; init; }
}

/// <summary>An identity number.</summary>
public sealed record Identity
{
    public string? Kind { get; init; }

    public string? Number { get; init; }
}

/// <summary>An agency or unit.</summary>
public sealed record Agency
{
    public string? Code { get; init; }

    public string? Name { get; init; }
}

/// <summary>Who acted.</summary>
public sealed record Officer
{
    public string? Name { get; init; }

    public string? Title { get; init; }

    public string? Department { get; init; }
}

/// <summary>The procedure of a dossier.</summary>
public sealed record ProcedureRef
{
    public string? Code { get; init; }

    public string? Name { get; init; }

    public string? FieldCode { get; init; }

    public string? FieldName { get; init; }
}

/// <summary>A paper the applicant handed in.</summary>
public sealed record Paper
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? ComponentCode { get; init; }

    public string? Url { get; init; }

    public bool? Digitised { get; init; }

    public bool? Reused { get; init; }

    public bool? FromNationalStore { get; init; }

    public string? ReplacesResultCode { get; init; }

    public bool? Removed { get; init; }
}

/// <summary>A paper outside the procedure's list.</summary>
public sealed record OtherPaper
{
    public string? Name { get; init; }

    public long? Count { get; init; }

    public string? Kind { get; init; }
}

/// <summary>A paper that settles the dossier.</summary>
public sealed record ResultPaper
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? ComponentCode { get; init; }

    public string? ResultCode { get; init; }

    public string? Url { get; init; }

    public string? Sha256 { get; init; }
}

/// <summary>How the applicant wants the result.</summary>
public sealed record ResultReturn
{
    public string? By { get; init; }

    public string? Information { get; init; }
}

/// <summary>A fee in whole đồng.</summary>
public sealed record Fee
{
    public string? Code { get; init; }

    public string? Name { get; init; }

    public long Amount { get; init; }

    public string? Kind { get; init; }

    public string? Collected { get; init; }
}

/// <summary>What the applicant must pay, whole đồng.</summary>
public sealed record PaymentRequest
{
    public string? Content { get; init; }

    public long? Amount { get; init; }

    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>What the applicant must still bring.</summary>
public sealed record SupplementRequest
{
    public string? Id { get; init; }

    public string? Content { get; init; }

    public string? RequestedBy { get; init; }

    public DateTimeOffset? RequestedAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public IReadOnlyList<OtherPaper>? Papers { get; init; }

    public IReadOnlyList<Fee>? Fees { get; init; }

    public DateTimeOffset? PreviousAppointmentAt { get; init; }

    public DateTimeOffset? NewAppointmentAt { get; init; }
}

/// <summary>What the applicant brought.</summary>
public sealed record SupplementReceipt
{
    public string? Id { get; init; }

    public string? ReceivedBy { get; init; }

    public string? Information { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    public IReadOnlyList<Paper>? Papers { get; init; }
}
