namespace Hub.Core.Intake;

internal enum CopyFault
{
    None,
    Duplicate,
    TooDeep,
    BadText,
}
