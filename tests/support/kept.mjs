// What a browser keeps of anybody: as one text, `{}` if it keeps nothing.
export const kept = (guest) =>
  guest.page.evaluate(async () => {
    const all = { ...localStorage, ...sessionStorage };
    const answer = (request) =>
      new Promise((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
    const database = await answer(indexedDB.open("dormouse"));
    for (const name of database.objectStoreNames) {
      const values = await answer(database.transaction(name).objectStore(name).getAll());
      if (values.length > 0) all[name] = values;
    }
    database.close();
    return JSON.stringify(all);
  });
