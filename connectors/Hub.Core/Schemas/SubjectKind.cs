namespace Hub.Core.Schemas;

/// <summary>What the CloudEvents <c>subject</c> of a type holds.</summary>
public enum SubjectKind
{
    DossierCode,
    ProcedureCode,
}
