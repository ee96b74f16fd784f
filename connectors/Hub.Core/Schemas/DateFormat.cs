using Newtonsoft.Json.Linq;
using NJsonSchema.Validation;
using NJsonSchema.Validation.FormatValidators;

namespace Hub.Core.Schemas;

internal sealed class DateFormat : IFormatValidator
{
    public string Format => Rfc3339.Date;

    public ValidationErrorKind ValidationErrorKind => ValidationErrorKind.DateExpected;

    public bool IsValid(string value, JTokenType tokenType) => Rfc3339.IsDate(value);
}
