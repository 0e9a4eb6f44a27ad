// Puts what was typed, as [name, value] in the order of the fields, back into a form.

function fill(form, typed) {
  const left = typed.map(([name, value]) => ({ name, value }));
  for (const field of form.elements) {
    const chosen = ["radio", "checkbox"].includes(field.type);
    const place = left.findIndex(({ name, value }) => name === field.name && (!chosen || value === field.value));
    if (chosen) field.checked = place >= 0;
    else if (place >= 0) field.value = left[place].value;
    if (place >= 0) left.splice(place, 1);
  }
}

globalThis.filling = { fill };
