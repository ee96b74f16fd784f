using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Hub.AcceptanceTests.Architecture;

/// <summary>The product's types in one assembly, and which of them use which. What generators add to namespaces of theirs is left out.</summary>
internal sealed class AssemblyTypes
{
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (int)(ushort)code.Value, code => code.OperandType);

    private readonly PEReader _file;
    private readonly MetadataReader _reader;
    private readonly HashSet<TypeDefinitionHandle> _types;

    public AssemblyTypes(PEReader file)
    {
        (_file, _reader) = (file, file.GetMetadataReader());
        _types = [.. _reader.TypeDefinitions.Where(type => NamespaceOf(type).StartsWith("Hub.", StringComparison.Ordinal))];
        Namespaces = [.. _types.Select(NamespaceOf)];
        Constants = _types.Where(HasConstants).GroupBy(NamespaceOf, NameOf).ToDictionary(group => group.Key, group => group.ToHashSet());
    }

    public HashSet<string> Namespaces { get; }

    /// <summary>By namespace, the enums and the types with constants: the compiler writes their values, not their names, where they are used.</summary>
    public IReadOnlyDictionary<string, HashSet<string>> Constants { get; }

    /// <summary>Every use of a type by another.</summary>
    public IEnumerable<(string From, string To, string Type, string Used)> Uses() =>
        from type in _types
        from used in UsedBy(_reader.GetTypeDefinition(type)).Distinct()
        where _types.Contains(used)
        select (NamespaceOf(type), NamespaceOf(used), NameOf(Outermost(type)), NameOf(Outermost(used)));

    private TypeDefinitionHandle Outermost(TypeDefinitionHandle type) =>
        _reader.GetTypeDefinition(type).GetDeclaringType() is { IsNil: false } outer ? Outermost(outer) : type;

    private string NamespaceOf(TypeDefinitionHandle type) => _reader.GetString(_reader.GetTypeDefinition(Outermost(type)).Namespace);

    private string NameOf(TypeDefinitionHandle type) => _reader.GetString(_reader.GetTypeDefinition(type).Name);

    private bool HasConstants(TypeDefinitionHandle type) => !_reader.GetTypeDefinition(type).IsNested
        && _reader.GetTypeDefinition(type).GetFields().Select(field => _reader.GetFieldDefinition(field).Attributes)
            .Any(field => field.HasFlag(FieldAttributes.Literal) && (field & FieldAttributes.FieldAccessMask) != FieldAttributes.Private);

    private IEnumerable<TypeDefinitionHandle> UsedBy(TypeDefinition type) =>
    [
        .. Of(type.BaseType),
        .. type.GetInterfaceImplementations().SelectMany(implemented => Of(_reader.GetInterfaceImplementation(implemented).Interface)),
        .. ConstraintsOf(type.GetGenericParameters()),
        .. AttributesOf(type.GetCustomAttributes()),
        .. type.GetProperties().SelectMany(property => AttributesOf(_reader.GetPropertyDefinition(property).GetCustomAttributes())),
        .. type.GetFields().Select(_reader.GetFieldDefinition).SelectMany(field =>
            field.DecodeSignature(UsedTypes.Decoder, null).Concat(AttributesOf(field.GetCustomAttributes()))),
        .. type.GetMethods().Select(_reader.GetMethodDefinition).SelectMany(UsedBy),
    ];

    private IEnumerable<TypeDefinitionHandle> UsedBy(MethodDefinition method)
    {
        var signature = method.DecodeSignature(UsedTypes.Decoder, null);
        IEnumerable<TypeDefinitionHandle> used =
        [
            .. signature.ReturnType,
            .. signature.ParameterTypes.SelectMany(types => types),
            .. ConstraintsOf(method.GetGenericParameters()),
            .. AttributesOf(method.GetCustomAttributes()),
        ];
        if (method.RelativeVirtualAddress == 0)
        {
            return used;
        }

        var body = _file.GetMethodBody(method.RelativeVirtualAddress);
        var locals = body.LocalSignature.IsNil
            ? []
            : _reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(UsedTypes.Decoder, null).SelectMany(types => types);
        return [.. used, .. locals, .. body.ExceptionRegions.SelectMany(region => Of(region.CatchType)), .. UsedBy(body.GetILReader())];
    }

    private List<TypeDefinitionHandle> UsedBy(BlobReader code)
    {
        var used = new List<TypeDefinitionHandle>();
        while (code.RemainingBytes > 0)
        {
            int first = code.ReadByte();
            switch (Operands[first == 0xFE ? (first << 8) | code.ReadByte() : first])
            {
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    code.Offset += 1;
                    break;
                case OperandType.InlineVar:
                    code.Offset += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    code.Offset += 8;
                    break;
                case OperandType.InlineSwitch:
                    var targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    used.AddRange(Of(MetadataTokens.EntityHandle(code.ReadInt32())));
                    break;
                default:
                    code.Offset += 4;
                    break;
            }
        }

        return used;
    }

    private IEnumerable<TypeDefinitionHandle> ConstraintsOf(GenericParameterHandleCollection parameters) =>
        from parameter in parameters
        from constraint in _reader.GetGenericParameter(parameter).GetConstraints()
        from type in Of(_reader.GetGenericParameterConstraint(constraint).Type)
        select type;

    private IEnumerable<TypeDefinitionHandle> AttributesOf(CustomAttributeHandleCollection attributes) =>
        attributes.SelectMany(attribute => Of(_reader.GetCustomAttribute(attribute).Constructor));

    // Whatever a token names, as the types of this assembly in it.
    private IEnumerable<TypeDefinitionHandle> Of(EntityHandle token) => token.IsNil ? [] : token.Kind switch
    {
        HandleKind.TypeDefinition => [(TypeDefinitionHandle)token],
        HandleKind.TypeSpecification => _reader.GetTypeSpecification((TypeSpecificationHandle)token).DecodeSignature(UsedTypes.Decoder, null),
        HandleKind.MethodDefinition => [_reader.GetMethodDefinition((MethodDefinitionHandle)token).GetDeclaringType()],
        HandleKind.FieldDefinition => [_reader.GetFieldDefinition((FieldDefinitionHandle)token).GetDeclaringType()],
        HandleKind.MemberReference => Of(_reader.GetMemberReference((MemberReferenceHandle)token).Parent),
        HandleKind.MethodSpecification => OfMethod(_reader.GetMethodSpecification((MethodSpecificationHandle)token)),
        _ => [],
    };

    private IEnumerable<TypeDefinitionHandle> OfMethod(MethodSpecification method) =>
        [.. Of(method.Method), .. method.DecodeSignature(UsedTypes.Decoder, null).SelectMany(types => types)];

    /// <summary>Reads a signature as the list of the types defined here that stand in it.</summary>
    private sealed class UsedTypes : ISignatureTypeProvider<ImmutableArray<TypeDefinitionHandle>, object?>
    {
        public static readonly UsedTypes Decoder = new();

        public ImmutableArray<TypeDefinitionHandle> GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => [handle];

        public ImmutableArray<TypeDefinitionHandle> GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => [];

        public ImmutableArray<TypeDefinitionHandle> GetTypeFromSpecification(
            MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

        public ImmutableArray<TypeDefinitionHandle> GetGenericInstantiation(
            ImmutableArray<TypeDefinitionHandle> genericType, ImmutableArray<ImmutableArray<TypeDefinitionHandle>> typeArguments) =>
            [.. genericType, .. typeArguments.SelectMany(types => types)];

        public ImmutableArray<TypeDefinitionHandle> GetFunctionPointerType(MethodSignature<ImmutableArray<TypeDefinitionHandle>> signature) =>
            [.. signature.ReturnType, .. signature.ParameterTypes.SelectMany(types => types)];

        public ImmutableArray<TypeDefinitionHandle> GetModifiedType(
            ImmutableArray<TypeDefinitionHandle> modifier, ImmutableArray<TypeDefinitionHandle> unmodifiedType, bool isRequired) => [.. modifier, .. unmodifiedType];

        public ImmutableArray<TypeDefinitionHandle> GetArrayType(ImmutableArray<TypeDefinitionHandle> elementType, ArrayShape shape) => elementType;

        public ImmutableArray<TypeDefinitionHandle> GetByReferenceType(ImmutableArray<TypeDefinitionHandle> elementType) => elementType;

        public ImmutableArray<TypeDefinitionHandle> GetPinnedType(ImmutableArray<TypeDefinitionHandle> elementType) => elementType;

        public ImmutableArray<TypeDefinitionHandle> GetPointerType(ImmutableArray<TypeDefinitionHandle> elementType) => elementType;

        public ImmutableArray<TypeDefinitionHandle> GetSZArrayType(ImmutableArray<TypeDefinitionHandle> elementType) => elementType;

        public ImmutableArray<TypeDefinitionHandle> GetGenericMethodParameter(object? genericContext, int index) => [];

        public ImmutableArray<TypeDefinitionHandle> GetGenericTypeParameter(object? genericContext, int index) => [];

        public ImmutableArray<TypeDefinitionHandle> GetPrimitiveType(PrimitiveTypeCode typeCode) => [];
    }
}
