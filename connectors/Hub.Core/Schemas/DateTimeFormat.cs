using Newtonsoft.Json.Linq;
using NJsonSchema.Validation;
using NJsonSchema.Validation.FormatValidators;

namespace Hub.Core.Schemas;

/// <summary>Replaces the validator's own check, which takes a bare year for a date-time.</summary>
internal sealed class DateTimeFormat : IFormatValidator
{
    public string Format => Rfc3339.DateTime;

    public ValidationErrorKind ValidationErrorKind => ValidationErrorKind.DateTimeExpected;

    public bool IsValid(string value, JTokenType tokenType) => Rfc3339.IsDateTime(value);
}
